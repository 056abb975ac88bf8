#include "api_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestSearchRoutes : public QObject
{
    Q_OBJECT
private slots:
    void findsWhatWasSaidInAllSessionsOrInOne()
    {
        ApiServer server;
        const QString first = server.newSession(R"({"title":"Bills"})");
        const QString second = server.newSession(R"({"title":"Trips"})");
        say(server, first, u"pay the <b>invoice</b>"_s);
        say(server, second, u"no invoice here"_s);

        const QJsonObject page = server.get(u"/search?q=INV"_s).json();

        const QJsonArray hits = page.value("hits"_L1).toArray();
        QCOMPARE(hits.size(), 2);
        QCOMPARE(hits.at(0)["session_id"_L1].toString(), second.section(u'/', -1));
        const QJsonObject hit = hits.at(1).toObject();
        QCOMPARE(hit.value("title"_L1).toString(), u"Bills"_s);
        QCOMPARE(hit.value("seq"_L1).toInt(), 1);
        QCOMPARE(hit.value("type"_L1).toString(), u"user"_s);
        QCOMPARE(hit.value("who"_L1).toString(), u"person"_s);
        QVERIFY(!hit.value("timestamp"_L1).toString().isEmpty());
        QJsonArray marks;
        marks.append(QJsonArray{11, 18});
        const QJsonObject snippet{{u"text"_s, u"pay the <b>invoice</b>"_s}, {u"marks"_s, marks}};
        QCOMPARE(hit.value("snippet"_L1).toObject(), snippet);
        QCOMPARE(page.value("complete"_L1).toBool(), true);
        QVERIFY(page.value("next"_L1).isNull());
        const QString inFirst = u"/search?q=invoice&session="_s + first.section(u'/', -1);
        QCOMPARE(server.get(inFirst).json().value("hits"_L1).toArray().size(), 1);
    }

    void findsWhatWasDoneIfAsked()
    {
        ApiServer server;
        const SessionId id{server.newSession().section(u'/', -1)};
        const ToolResult printed{.run = {u"r"_s}, .toolUseId = u"t"_s, .text = u"invoice 7"_s};
        QVERIFY(QCoro::waitFor(server.agent.journal.append(id, {printed})));
        const auto hits = [&server](const QString &kind) {
            return server.get(u"/search?q=invoice"_s + kind).json().value("hits"_L1).toArray();
        };
        QCOMPARE(hits(u""_s).size(), 0);
        QCOMPARE(hits(u"&kind=texts"_s).size(), 0);
        QCOMPARE(hits(u"&kind=everything"_s).size(), 1);
        QCOMPARE(hits(u"&kind=everything"_s).at(0)["type"_L1].toString(), u"tool_result"_s);
        QCOMPARE(hits(u"&kind=everything"_s).at(0)["who"_L1].toString(), u"agent"_s);
    }

    void listsSessionsByTheirLastUse()
    {
        ApiServer server;
        const QString first = server.newSession();
        const QString second = server.newSession();
        server.agent.clock.advance(std::chrono::seconds(1));
        say(server, first, u"again"_s);
        const auto ids = [&server](const QString &target) {
            QStringList paths;
            for (const QJsonValue &session : server.get(target).array())
                paths.append(u"/sessions/"_s + session["id"_L1].toString());
            return paths;
        };
        QCOMPARE(ids(u"/sessions?sort=updated"_s), (QStringList{first, second}));
        QCOMPARE(ids(u"/sessions"_s), (QStringList{second, first}));
        QCOMPARE(server.get(u"/sessions?sort=size"_s).status, 422);
    }

    void givesPages()
    {
        ApiServer server;
        const QString session = server.newSession();
        for (int i = 0; i < 5; ++i)
            say(server, session, u"again"_s);
        QList<int> numbers;
        QString target = u"/search?q=again&limit=2"_s;
        for (;;) {
            const QJsonObject page = server.get(target).json();
            for (const QJsonValue &hit : page.value("hits"_L1).toArray())
                numbers.append(hit["seq"_L1].toInt());
            if (page.value("next"_L1).isNull())
                break;
            target = u"/search?q=again&limit=2&before="_s + page.value("next"_L1).toString();
        }
        QCOMPARE(numbers, (QList<int>{5, 4, 3, 2, 1, 0})); // 0: the title that the first gave
    }

    void namesWhatIsWrongWithAQuery_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("field");
        QTest::newRow("no words") << u""_s << u"q"_s;
        QTest::newRow("empty words") << u"q="_s << u"q"_s;
        QTest::newRow("only spaces") << u"q=%20%20"_s << u"q"_s;
        QTest::newRow("too many words") << QString(u"q="_s + QString(201, u'a')) << u"q"_s;
        QTest::newRow("no session") << u"q=a&session=x"_s << u"session"_s;
        QTest::newRow("no kind") << u"q=a&kind=all"_s << u"kind"_s;
        QTest::newRow("no page") << u"q=a&limit=0"_s << u"limit"_s;
        QTest::newRow("too large a page") << u"q=a&limit=101"_s << u"limit"_s;
        QTest::newRow("no place") << u"q=a&before=last"_s << u"before"_s;
    }
    void namesWhatIsWrongWithAQuery()
    {
        QFETCH(QString, query);
        QFETCH(QString, field);
        ApiServer server;
        const ApiAnswer answer = server.get(u"/search?"_s + query);
        QCOMPARE(answer.status, 422);
        const QJsonArray place{u"query"_s, field};
        QCOMPARE(answer.json().value("detail"_L1)[0]["loc"_L1].toArray(), place);
    }

    void takesAnySignsForWords()
    {
        ApiServer server;
        const QStringList queries{u"%22"_s, u"a%00b"_s, u"NOT+("_s, u"*"_s, u"%F0%9F%99%82"_s};
        for (const QString &query : queries) {
            const ApiAnswer answer = server.get(u"/search?q="_s + query);
            QVERIFY2(answer.status == 200 || query.contains(u"%00"_s), qPrintable(query));
            QVERIFY(answer.status < 500);
        }
    }

private:
    static void say(ApiServer &server, const QString &session, const QString &text)
    {
        const SessionId id{session.section(u'/', -1)};
        QVERIFY(QCoro::waitFor(server.agent.journal.append(id, {UserMessage{.text = text}})));
    }
};

PILOTHOUSE_UNIT_TEST(TestSearchRoutes)
#include "tst_search_routes.moc"
