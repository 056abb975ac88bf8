// Long: tables of bad requests.
#include "api_server.h"

#include "support/unit_test.h"

#include <QTcpSocket>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Each place that reads a body, "ID" being a session.
const QList<std::pair<QByteArray, QString>> kBodyRoutes{
    {"POST", u"/sessions"_s},
    {"PATCH", u"/sessions/ID"_s},
    {"POST", u"/sessions/ID/messages"_s},
    {"POST", u"/sessions/ID/resume"_s},
    {"POST", u"/sessions/ID/approvals/call_1"_s},
    {"POST", u"/auth/ticket"_s},
    {"POST", u"/auth/login"_s},
};

QString placeOf(const ApiAnswer &answer)
{
    const QJsonArray place =
        answer.json().value(u"detail"_s).toArray().at(0).toObject().value(u"loc"_s).toArray();
    return place.at(0).toString() + u'.' + place.at(1).toString();
}

} // namespace

class TestBadInput : public QObject
{
    Q_OBJECT
private slots:
    void honoursOrRefusesWhatAFieldSaysOfABody_data()
    {
        QTest::addColumn<HttpFields>("fields");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("status"); // of every route with a body; 0: it is taken
        const auto row = [](const char *name, const HttpFields &fields, const QByteArray &type,
                            int status) { QTest::newRow(name) << fields << type << status; };
        const QByteArray json = "application/json";
        for (const char *coding : {"gzip", "deflate", "br", "zstd", "x-gzip", "aws-chunked", "GZIP",
                                   "identity, gzip", "compress"})
            row(coding, {{"Content-Encoding", coding}}, json, 415);
        row("identity", {{"Content-Encoding", "identity"}}, json, 0);
        row("multipart form", {}, "multipart/form-data; boundary=x", 415);
        row("Multipart", {}, " Multipart/Mixed;boundary=x", 415);
        row("multipart related", {}, "multipart/related", 415);
        row("a part", {{"Content-Range", "bytes 0-4/100"}}, json, 400);
    }
    void honoursOrRefusesWhatAFieldSaysOfABody()
    {
        QFETCH(HttpFields, fields);
        QFETCH(QByteArray, type);
        QFETCH(int, status);
        ApiServer server;
        const QString session = server.newSession();
        auto routes = kBodyRoutes;
        routes.append({"PUT", u"/sessions/ID/files/a.txt"_s});
        for (auto [method, path] : routes) {
            const ApiAnswer answer =
                server.ask(method, path.replace(u"/sessions/ID"_s, session), "{}", type, fields);
            if (status == 0)
                QVERIFY2(answer.status != 415 && answer.status != 400, qPrintable(path));
            else
                QVERIFY2(answer.status == status && !answer.text("detail").isEmpty(),
                         qPrintable(path + u' ' + QString::number(answer.status)));
        }
        QCOMPARE(server.get(session + u"/files/a.txt"_s).status, status == 0 ? 200 : 404);
    }

    void takesJsonInUtf8Only()
    {
        ApiServer server;
        const QString messages = server.newSession() + u"/messages"_s;
        for (const char *type :
             {"application/json; charset=utf-16", "application/json;charset=latin1",
              "application/json; charset=\"ISO-8859-1\""})
            QCOMPARE(server.ask("POST", messages, kHello, type).status, 422);
        QCOMPARE(server.ask("POST", messages, kHello, "application/json; charset=UTF-8").status,
                 202);
    }

    void saysWhyANameIsRefused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("tab") << QByteArray("a%09b") << u"control characters"_s;
        QTest::newRow("newline") << QByteArray("a%0Ab") << u"control characters"_s;
        QTest::newRow("carriage return") << QByteArray("a%0Db") << u"control characters"_s;
        QTest::newRow("zero byte") << QByteArray("a%00b") << u"control characters"_s;
        QTest::newRow("delete") << QByteArray("a%7Fb") << u"control characters"_s;
        QTest::newRow("backslash") << QByteArray("a%5Cb") << u"backslash"_s;
        QTest::newRow("plain backslash") << QByteArray("a\\b") << u"backslash"_s;
        QTest::newRow("slash") << QByteArray("a%2Fb") << u"slash"_s;
        QTest::newRow("no UTF-8") << QByteArray("a%ffb") << u"UTF-8"_s;
        QTest::newRow("percent sign") << QByteArray("100%") << u"%25"_s;
    }
    void saysWhyANameIsRefused()
    {
        QFETCH(QByteArray, name);
        QFETCH(QString, reason);
        ApiServer server;
        QTcpSocket socket; // other clients escape names themselves
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), server.door.serverPort());
        QVERIFY(QTest::qWaitFor([&] { return socket.state() == QTcpSocket::ConnectedState; }));
        socket.write("PUT /sessions/x/files/" + name +
                     " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
        QByteArray answer;
        QVERIFY(
            QTest::qWaitFor([&] { return (answer += socket.readAll()).contains("\r\n\r\n{"); }));
        QVERIFY2(answer.startsWith("HTTP/1.1 400"), answer.constData());
        QVERIFY2(answer.contains(reason.toUtf8()), answer.constData());
    }

    void refusesABodyThatIsNoJsonObjectWhereverItReadsOne_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("cut off") << QByteArray("{\"message\":");
        QTest::newRow("list") << QByteArray("[{\"message\":\"x\"}]");
        QTest::newRow("string") << QByteArray("\"message\"");
        QTest::newRow("number") << QByteArray("5");
        QTest::newRow("flag") << QByteArray("true");
        QTest::newRow("no UTF-8") << QByteArray("{\"message\":\"\xff\xfe\"}");
        QTest::newRow("deep") << QByteArray(100'000, '[');
        QTest::newRow("something behind") << QByteArray("{} {}");
    }
    void refusesABodyThatIsNoJsonObjectWhereverItReadsOne()
    {
        QFETCH(QByteArray, body);
        ApiServer server;
        const QString session = server.newSession();
        const ApiAnswer before = server.get(session);
        for (auto [method, path] : kBodyRoutes) {
            const ApiAnswer answer =
                server.ask(method, path.replace(u"/sessions/ID"_s, session), body);
            QVERIFY2(answer.status >= 400 && answer.status < 500, qPrintable(path));
        }
        QCOMPARE(server.get(session).body, before.body);
        QCOMPARE(server.get(u"/sessions"_s).array().size(), 1);
    }

    void takesJsonUnderItsOwnNameOrNone_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<int>("status");
        QTest::newRow("JSON") << QByteArray("application/json") << 200;
        QTest::newRow("with a charset") << QByteArray("application/json; charset=utf-8") << 200;
        QTest::newRow("in capitals") << QByteArray("Application/JSON") << 200;
        QTest::newRow("a kind of JSON") << QByteArray("application/merge-patch+json") << 200;
        QTest::newRow("a form") << QByteArray("application/x-www-form-urlencoded") << 422;
        QTest::newRow("text") << QByteArray("text/plain") << 422;
        QTest::newRow("XML") << QByteArray("application/xml") << 422;
    }
    void takesJsonUnderItsOwnNameOrNone()
    {
        QFETCH(QByteArray, type);
        QFETCH(int, status);
        ApiServer server;
        const ApiAnswer answer = server.ask("POST", u"/sessions"_s, R"({"title":"A"})", type);
        QCOMPARE(answer.status, status);
        if (status == 422)
            QCOMPARE(placeOf(answer), u"header.content-type"_s);
    }

    void takesTheBoundsOfAnOptionAndNothingBeyond_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QList<int>>("good");
        QTest::addColumn<QList<int>>("bad");
        QTest::newRow("scale") << QByteArray("screenshot_scale") << QList<int>{1, 8}
                               << QList<int>{0, 9, -1, 101};
        QTest::newRow("quality") << QByteArray("screenshot_quality") << QList<int>{10, 100}
                                 << QList<int>{0, 9, 101};
        QTest::newRow("width") << QByteArray("width") << QList<int>{320, 5120, 7680}
                               << QList<int>{319, 7681};
        QTest::newRow("height") << QByteArray("height") << QList<int>{240, 1440, 4320}
                                << QList<int>{0, 239, 4321};
        QTest::newRow("steps") << QByteArray("max_steps") << QList<int>{0, 100'000}
                               << QList<int>{-1, 100'001};
    }
    void takesTheBoundsOfAnOptionAndNothingBeyond()
    {
        QFETCH(QByteArray, field);
        QFETCH(QList<int>, good);
        QFETCH(QList<int>, bad);
        ApiServer server;
        const auto create = [&](int value) {
            return server.post(u"/sessions"_s,
                               "{\"" + field + "\":" + QByteArray::number(value) + '}');
        };
        for (int value : std::as_const(good))
            QCOMPARE(create(value).json().value(QLatin1String(field)).toInt(-1), value);
        for (int value : std::as_const(bad)) {
            const ApiAnswer answer = create(value);
            QCOMPARE(answer.status, 422);
            QCOMPARE(placeOf(answer), QString(u"body."_s + QLatin1String(field)));
        }
        QCOMPARE(server.get(u"/sessions"_s).array().size(), good.size());
    }

    void givesTheDefaultsForNullAndForNothing_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("no body") << QByteArray();
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("an empty object") << QByteArray("{}");
        QTest::newRow("null for each") << QByteArray(
            R"({"store_screenshots":null,"screenshot_scale":null,"screenshot_quality":null})");
    }
    void givesTheDefaultsForNullAndForNothing()
    {
        QFETCH(QByteArray, body);
        ApiServer server;
        const QJsonObject session = server.post(u"/sessions"_s, body).json();
        QCOMPARE(session.value(u"store_screenshots"_s), QJsonValue(true));
        QCOMPARE(session.value(u"screenshot_scale"_s), QJsonValue(2));
        QCOMPARE(session.value(u"screenshot_quality"_s), QJsonValue(70));
    }

    void takesNumbersInAQueryWithinTheirBoundsOnly_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("status");
        const auto row = [](const QString &query, int status) {
            QTest::newRow(qPrintable(query)) << query << status;
        };
        row(u"/sessions?limit=0"_s, 200);
        row(u"/sessions?limit=1000"_s, 200);
        row(u"/sessions?limit=1001"_s, 422);
        row(u"/sessions?limit=-1"_s, 422);
        row(u"/sessions?limit=-100"_s, 422);
        row(u"/sessions?limit=1e2"_s, 422);
        row(u"/sessions?limit="_s, 422);
        row(u"/sessions?limit=99999999999999999999"_s, 422);
        row(u"/sessions?offset=-1"_s, 422);
        row(u"/sessions?offset=1000000000"_s, 200);
        row(u"ID/events?format=json&limit=0"_s, 422);
        row(u"ID/events?format=json&limit=1"_s, 200);
        row(u"ID/events?format=json&limit=9999"_s, 422);
        row(u"ID/events?format=json&after=-1"_s, 422);
        row(u"ID/events?format=json&after=9223372036854775807"_s, 200);
        row(u"ID/events?after=soon"_s, 422);
        row(u"ID/screenshot?quality=9"_s, 422);
        row(u"ID/screenshot?scale=0"_s, 422);
        row(u"ID/export?format=pdf"_s, 422);
    }
    void takesNumbersInAQueryWithinTheirBoundsOnly()
    {
        QFETCH(QString, query);
        QFETCH(int, status);
        ApiServer server;
        const QString session = server.newSession();
        QCOMPARE(server.get(query.replace(u"ID/"_s, session + u'/')).status, status);
    }

    // Ids are the server's own: whatever else stands there is an unknown session, and no path.
    void knowsNoSessionUnderAStrangeId_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("dots and a slash") << u"%2e%2e%2f%2e%2e%2fetc"_s;
        QTest::newRow("backslash") << u"%2e%2e%5c"_s;
        QTest::newRow("zero byte") << u"a%00b"_s;
        QTest::newRow("blank") << u"%20"_s;
        QTest::newRow("line end") << u"a%0d%0ab"_s;
        QTest::newRow("no UTF-8") << u"%ff%fe"_s;
        QTest::newRow("long") << QString(4000, u'a');
        QTest::newRow("quote") << u"'%20or%201=1--"_s;
        QTest::newRow("wildcard") << u"%25"_s;
    }
    void knowsNoSessionUnderAStrangeId()
    {
        QFETCH(QString, id);
        ApiServer server;
        server.newSession();
        for (const QString &below : {u""_s, u"/messages"_s, u"/events?format=json"_s, u"/files"_s,
                                     u"/files/a"_s, u"/export"_s, u"/screenshot"_s}) {
            const ApiAnswer answer = server.get(u"/sessions/"_s + id + below);
            QVERIFY2(answer.status == 404 || answer.status == 400, qPrintable(below));
            QVERIFY(!answer.body.contains(server.agent.folder.path().toUtf8()));
        }
        QCOMPARE(server.ask("DELETE", u"/sessions/"_s + id).status / 100, 4);
        QCOMPARE(server.get(u"/sessions"_s).array().size(), 1);
    }

    void judgesAnAnswerToAnApprovalBeforeItLooksForTheQuestion_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("unknown decision") << QByteArray(R"({"decision":"maybe"})") << 422;
        QTest::newRow("no decision") << QByteArray(R"({"note":"x"})") << 422;
        QTest::newRow("a number") << QByteArray(R"({"decision":1})") << 422;
        QTest::newRow("text to remember")
            << QByteArray(R"({"decision":"allow","remember":"true"})") << 422;
        QTest::newRow("number to remember")
            << QByteArray(R"({"decision":"allow","remember":1})") << 422;
        QTest::newRow("text for the input")
            << QByteArray(R"({"decision":"edit","input":"ls"})") << 422;
        QTest::newRow("an edit without the input") << QByteArray(R"({"decision":"edit"})") << 422;
        QTest::newRow("a number for the note")
            << QByteArray(R"({"decision":"deny","note":5})") << 422;
        QTest::newRow("nothing wrong but nobody asks")
            << QByteArray(R"({"decision":"allow"})") << 404;
    }
    void judgesAnAnswerToAnApprovalBeforeItLooksForTheQuestion()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        ApiServer server;
        const QString session = server.newSession();
        QCOMPARE(server.post(session + u"/approvals/call_1"_s, body).status, status);
    }
};

PILOTHOUSE_UNIT_TEST(TestBadInput)
#include "tst_bad_input.moc"
