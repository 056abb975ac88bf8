#include "api_server.h"

#include "screen/png.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<ToolOutcome> showScreen(ToolCall, std::stop_token)
{
    QImage screen(400, 200, QImage::Format_RGB32);
    screen.fill(Qt::blue);
    ToolOutcome outcome;
    outcome.picture =
        ToolPicture{.bytes = encodePng(screen), .mediaType = u"image/png"_s, .size = screen.size()};
    co_return outcome;
}

} // namespace

class TestSessionRoutes : public QObject
{
    Q_OBJECT
private slots:
    // The session of the original server's README, but for the WebSocket in the middle.
    void livesASessionFromCreationToDeletion()
    {
        ApiServer server;
        const ApiAnswer created = server.post(u"/sessions/"_s);
        QCOMPARE(created.status, 200);
        QCOMPARE(created.text("status"), u"active"_s);
        QCOMPARE(created.json().value(u"store_screenshots"_s).toBool(), true);
        QCOMPARE(created.json().value(u"screenshot_scale"_s).toInt(), 2);
        QCOMPARE(created.json().value(u"screenshot_quality"_s).toInt(), 70);
        const QString session = u"/sessions/"_s + created.text("id");

        QCOMPARE(server.get(u"/sessions/"_s).array().size(), 1);
        QCOMPARE(server.get(session).body, server.get(session + u'/').body);
        QCOMPARE(server.post(session + u"/messages"_s, R"({"message":"Hello"})").status, 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));

        const ApiAnswer finished = server.ask("PATCH", session + u"/finish"_s);
        QCOMPARE(finished.status, 200);
        QCOMPARE(finished.text("status"), u"finished"_s);
        QCOMPARE(server.post(session + u"/messages"_s, R"({"message":"More"})").status, 409);

        QCOMPARE(server.ask("DELETE", session).status, 200);
        QCOMPARE(server.get(session).status, 404);
        QVERIFY(!server.get(session).text("detail").isEmpty());
        QCOMPARE(server.get(u"/sessions"_s).array().size(), 0);
    }

    void previewsWhatAListShows()
    {
        ApiServer server({{.text = u"I found **two**."_s}});
        const QString session = server.newSession();
        const auto preview = [&server] {
            return server.get(u"/sessions?preview=true"_s)
                .array()
                .first()
                .toObject()
                .value("preview"_L1)
                .toObject();
        };
        QCOMPARE(preview().value("first_message"_L1).toString(), QString());
        QCOMPARE(server.post(session + u"/messages"_s, R"({"message":" Count them "})").status,
                 202);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        QCOMPARE(preview().value("first_message"_L1).toString(), u"Count them"_s);
        QCOMPARE(preview().value("last_line"_L1).toString(), u"I found **two**."_s);
        QVERIFY(preview().value("picture"_L1).isNull());
        QVERIFY(!server.get(u"/sessions"_s).array().first().toObject().contains("preview"_L1));
    }

    void takesWhatTheOriginalServerTookAndMore()
    {
        ApiServer server;
        const ApiAnswer created =
            server.post(u"/sessions"_s, R"({"store_screenshots":false,"screenshot_scale":null,
                "screenshot_quality":10,"title":"Invoices","width":1024,"height":768,
                "approval":"all","max_steps":7,"max_cost_usd":0.5,"unknown":[1]})");
        QCOMPARE(created.status, 200);
        const QJsonObject session = created.json();
        QCOMPARE(session.value(u"store_screenshots"_s).toBool(), false);
        QCOMPARE(session.value(u"screenshot_scale"_s).toInt(), 2);
        QCOMPARE(session.value(u"screenshot_quality"_s).toInt(), 10);
        QCOMPARE(session.value(u"title"_s).toString(), u"Invoices"_s);
        QCOMPARE(session.value(u"width"_s).toInt(), 1024);
        QCOMPARE(session.value(u"picture_width"_s).toInt(), 1024); // small enough for the model
        QCOMPARE(session.value(u"approval"_s).toString(), u"all"_s);
        QCOMPARE(session.value(u"max_steps"_s).toInt(), 7);
        QCOMPARE(session.value(u"max_cost_usd"_s).toDouble(), 0.5);
    }

    void namesEachFieldThatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        QTest::newRow("scale too large")
            << QByteArray(R"({"screenshot_scale":9})") << u"screenshot_scale"_s;
        QTest::newRow("scale broken")
            << QByteArray(R"({"screenshot_scale":1.5})") << u"screenshot_scale"_s;
        QTest::newRow("quality too small")
            << QByteArray(R"({"screenshot_quality":9})") << u"screenshot_quality"_s;
        QTest::newRow("text for a flag")
            << QByteArray(R"({"store_screenshots":"yes"})") << u"store_screenshots"_s;
        QTest::newRow("unknown policy") << QByteArray(R"({"approval":"never"})") << u"approval"_s;
        QTest::newRow("unknown tool") << QByteArray(R"({"tools":["bash","vim"]})") << u"tools"_s;
        QTest::newRow("no tool") << QByteArray(R"({"tools":[]})") << u"tools"_s;
        QTest::newRow("no list of tools") << QByteArray(R"({"tools":"bash"})") << u"tools"_s;
        QTest::newRow("tiny screen") << QByteArray(R"({"width":10})") << u"width"_s;
        QTest::newRow("negative cost") << QByteArray(R"({"max_cost_usd":-1})") << u"max_cost_usd"_s;
        QTest::newRow("number for a title") << QByteArray(R"({"title":5})") << u"title"_s;
    }
    void namesEachFieldThatIsWrong()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        ApiServer server;
        const ApiAnswer answer = server.post(u"/sessions/"_s, body);
        QCOMPARE(answer.status, 422);
        const QJsonArray complaints = answer.json().value(u"detail"_s).toArray();
        QCOMPARE(complaints.size(), 1);
        const QJsonObject complaint = complaints.at(0).toObject();
        const QJsonArray place{u"body"_s, field};
        QCOMPARE(complaint.value(u"loc"_s).toArray(), place);
        QVERIFY(!complaint.value(u"msg"_s).toString().isEmpty());
        QVERIFY(!complaint.value(u"type"_s).toString().isEmpty());
        QCOMPARE(server.get(u"/sessions/"_s).array().size(), 0);
    }

    void givesTheModelTheToolsThatWereAskedForOnly()
    {
        ApiServer server;
        const ApiAnswer created =
            server.post(u"/sessions/"_s, R"({"tools":["edit","computer","edit"]})");
        const QJsonArray tools{u"computer"_s, u"edit"_s};
        QCOMPARE(created.json().value(u"tools"_s).toArray(), tools);
        const QString session = u"/sessions/"_s + created.text("id");
        QCOMPARE(server.get(session).json().value(u"tools"_s).toArray(), tools);
        server.post(session + u"/messages"_s, R"({"message":"Hello"})");
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        const QStringList offered{u"computer"_s, u"edit"_s};
        QCOMPARE(server.agent.model.requests().at(0).tools, offered);
    }

    void namesTheToolsThereAreWhenOneIsUnknown()
    {
        ApiServer server;
        const ApiAnswer answer = server.post(u"/sessions/"_s, R"({"tools":["vim"]})");
        QVERIFY(answer.body.contains("computer, bash, edit"));
    }

    void refusesABodyThatIsNoObject()
    {
        ApiServer server;
        QCOMPARE(server.post(u"/sessions/"_s, "[1]").status, 422);
        QCOMPARE(server.post(u"/sessions/"_s, "{\"title\":").status, 422);
    }

    void listsNewestFirstAndInPages()
    {
        ApiServer server;
        QStringList ids;
        for (int i = 0; i < 3; ++i) {
            server.agent.clock.advance(std::chrono::seconds(1));
            ids.prepend(server.post(u"/sessions/"_s).text("id"));
        }
        const QJsonArray all = server.get(u"/sessions/"_s).array();
        QCOMPARE(all.size(), 3);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(all.at(i).toObject().value(u"id"_s).toString(), ids.at(i));
        const QJsonArray page = server.get(u"/sessions/?limit=1&offset=1"_s).array();
        QCOMPARE(page.size(), 1);
        QCOMPARE(page.at(0).toObject().value(u"id"_s).toString(), ids.at(1));
        QCOMPARE(server.get(u"/sessions/?limit=many"_s).status, 422);
    }

    void tellsWhoLooksAgainThatNothingChanged()
    {
        ApiServer server;
        const QString session = server.newSession();
        const QByteArray tag = server.get(u"/sessions"_s).field("etag");
        const auto status = [&] {
            return server
                .ask("GET", u"/sessions"_s, {}, "application/json", {{"if-none-match", tag}})
                .status;
        };
        QCOMPARE(status(), 304);
        QCOMPARE(server.ask("PATCH", session, R"({"title":"New"})").status, 200);
        QCOMPARE(status(), 200);
    }

    void renamesASession()
    {
        ApiServer server;
        const QString session = server.newSession();
        QCOMPARE(server.ask("PATCH", session, R"({"title":"New"})").text("title"), u"New"_s);
        QCOMPARE(server.get(session).text("title"), u"New"_s);
        const QJsonArray events =
            server.get(session + u"/events?format=json"_s).json().value("events"_L1).toArray();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.at(0)["type"_L1].toString(), u"title_changed"_s);
        QCOMPARE(events.at(0)["content"_L1].toObject(), (QJsonObject{{u"title"_s, u"New"_s}}));
        QCOMPARE(server.ask("PATCH", session, "{}").status, 422);
    }

    void stillPreviewsTheFirstMessageOfASessionThatWasRenamedBefore()
    {
        ApiServer server;
        const QString session = server.newSession();
        server.ask("PATCH", session, R"({"title":"New"})");
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        const QJsonValue listed = server.get(u"/sessions?preview=true"_s).array().first();
        QCOMPARE(listed["preview"_L1]["first_message"_L1].toString(), u"Hello"_s);
        QCOMPARE(listed["title"_L1].toString(), u"New"_s);
    }

    void keepsMessagesAsTheOriginalServerDid()
    {
        ApiServer server({{.text = u"Good day."_s}});
        const QString session = server.newSession();
        server.post(session + u"/messages"_s, R"({"message":"Hello"})");
        QVERIFY(server.waitForStatus(session, u"completed"_s));
        const QJsonArray messages = server.get(session + u"/messages/"_s).array();
        QCOMPARE(messages.size(), 2);
        const QJsonObject first = messages.at(0).toObject();
        QVERIFY(first.value(u"id"_s).isDouble());
        QCOMPARE(u"/sessions/"_s + first.value(u"session_id"_s).toString(), session);
        const auto content =
            QJsonDocument::fromJson(first.value(u"content"_s).toString().toUtf8()).object();
        QCOMPARE(content.value(u"role"_s).toString(), u"user"_s);
        QCOMPARE(content.value(u"text"_s).toString(), u"Hello"_s);
        QVERIFY(messages.at(1).toObject().value(u"content"_s).toString().contains(u"Good day."_s));
    }

    void keepsScreenshotsAsTheOriginalServerDid_data()
    {
        QTest::addColumn<QByteArray>("options");
        QTest::addColumn<QSize>("size"); // of the screenshot, 0x0: none
        QTest::newRow("as it is without a word") << QByteArray("{}") << QSize(200, 100);
        QTest::newRow("scaled") << QByteArray(R"({"screenshot_scale":4,"screenshot_quality":20})")
                                << QSize(100, 50);
        QTest::newRow("not stored") << QByteArray(R"({"store_screenshots":false})") << QSize(0, 0);
    }
    void keepsScreenshotsAsTheOriginalServerDid()
    {
        QFETCH(QByteArray, options);
        ScriptedReply look;
        look.toolCalls = {{u"t1"_s, {}, u"computer"_s, u"computer"_s, u"screenshot"_s}};
        ApiServer server({look, {.text = u"I see."_s}});
        server.agent.benches.behaviour = showScreen;
        const QString session = server.newSession(options);
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"completed"_s));

        QJsonObject result;
        for (const QJsonValue &message : server.get(session + u"/messages"_s).array()) {
            const QString content = message.toObject().value(u"content"_s).toString();
            if (content.contains(u"\"tool_result\""_s))
                result = QJsonDocument::fromJson(content.toUtf8()).object();
        }

        QCOMPARE(result.value(u"tool_id"_s).toString(), u"t1"_s);
        const QByteArray jpeg =
            QByteArray::fromBase64(result.value(u"screenshot"_s).toString().toLatin1());
        QTEST(QImage::fromData(jpeg, "JPEG").size(), "size");
        QCOMPARE(result.value(u"images"_s).toArray().isEmpty(), jpeg.isEmpty());
    }

    void knowsNoOtherSession_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::newRow("show") << QByteArray("GET") << u""_s;
        QTest::newRow("messages") << QByteArray("GET") << u"/messages"_s;
        QTest::newRow("events") << QByteArray("GET") << u"/events?format=json"_s;
        QTest::newRow("finish") << QByteArray("PATCH") << u"/finish"_s;
        QTest::newRow("delete") << QByteArray("DELETE") << u""_s;
        QTest::newRow("interrupt") << QByteArray("POST") << u"/interrupt"_s;
        QTest::newRow("pause") << QByteArray("POST") << u"/pause"_s;
        QTest::newRow("resume") << QByteArray("POST") << u"/resume"_s;
        QTest::newRow("screenshot") << QByteArray("GET") << u"/screenshot"_s;
    }
    void knowsNoOtherSession()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        ApiServer server;
        const ApiAnswer answer = server.ask(method, u"/sessions/nobody"_s + path);
        QCOMPARE(answer.status, 404);
        QVERIFY(!answer.text("detail").isEmpty());
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionRoutes)
#include "tst_session_routes.moc"
