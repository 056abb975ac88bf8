#include "api_server.h"

#include "openapi_document.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QStringList actions(const ApiAnswer &page)
{
    QStringList names;
    for (const QJsonValue &entry : page.json().value("entries"_L1).toArray())
        names.append(entry["action"_L1].toString());
    return names;
}

} // namespace

class TestAuditRoutes : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhoDidWhatToASessionThatIsGone()
    {
        ApiServer server;
        const QString session = server.newSession();
        const QString other = server.newSession();
        server.ask("PATCH", session, R"({"title":"New"})");
        server.ask("DELETE", session);
        server.agent.database->flush();
        const QString target = u"/audit?session="_s + session.section(u'/', -1);

        const ApiAnswer page = server.get(target);

        QCOMPARE(page.status, 200);
        const QStringList done{u"session_created"_s, u"session_renamed"_s, u"session_deleted"_s};
        QCOMPARE(actions(page), done);
        const QJsonObject renamed = page.json().value("entries"_L1)[1].toObject();
        QCOMPARE(renamed.value("seq"_L1).toInt(), 3);
        QCOMPARE(renamed.value("actor"_L1).toString(), u"anonymous"_s);
        QCOMPARE(renamed.value("session_id"_L1).toString(), session.section(u'/', -1));
        QCOMPARE(renamed.value("detail"_L1).toObject(), (QJsonObject{{u"characters"_s, 3}}));
        QCOMPARE(actions(server.get(u"/audit"_s)).size(), 4);
    }

    void givesPagesWithTheirPlace()
    {
        ApiServer server;
        for (int i = 0; i < 3; ++i)
            server.newSession();
        server.agent.database->flush();

        const QJsonObject first = server.get(u"/audit?limit=2"_s).json();
        QCOMPARE(first.value("entries"_L1).toArray().size(), 2);
        QCOMPARE(first.value("last_seq"_L1).toInt(), 2);
        QCOMPARE(first.value("more"_L1).toBool(), true);
        const QJsonObject second = server.get(u"/audit?limit=2&after=2"_s).json();
        QCOMPARE(second.value("entries"_L1).toArray().size(), 1);
        QCOMPARE(second.value("entries"_L1)[0]["previous_hash"_L1],
                 first.value("entries"_L1)[1]["hash"_L1]);
        QCOMPARE(second.value("more"_L1).toBool(), false);
        const QJsonObject past = server.get(u"/audit?after=3"_s).json();
        QVERIFY(past.value("entries"_L1).toArray().isEmpty());
        QCOMPARE(past.value("last_seq"_L1).toInt(), 3);
    }

    void namesWhatIsWrongWithAQuery_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("field");
        QTest::newRow("no number") << u"after=last"_s << u"after"_s;
        QTest::newRow("before the first") << u"after=-1"_s << u"after"_s;
        QTest::newRow("no page") << u"limit=0"_s << u"limit"_s;
        QTest::newRow("too large a page") << u"limit=1001"_s << u"limit"_s;
        QTest::newRow("no session") << u"session="_s << u"session"_s;
        QTest::newRow("no id") << u"session=../x"_s << u"session"_s;
        QTest::newRow("another way to write an id")
            << u"session=%7B11111111-2222-4333-8444-555555555555%7D"_s << u"session"_s;
    }
    void namesWhatIsWrongWithAQuery()
    {
        QFETCH(QString, query);
        QFETCH(QString, field);
        ApiServer server;
        const ApiAnswer answer = server.get(u"/audit?"_s + query);
        QCOMPARE(answer.status, 422);
        const QJsonValue complaint = answer.json().value("detail"_L1)[0];
        const QJsonArray place{u"query"_s, field};
        QCOMPARE(complaint["loc"_L1].toArray(), place);
        QVERIFY(!complaint["msg"_L1].toString().isEmpty());
    }

    void describesEachActionThatIsWrittenDown()
    {
        QJsonArray names;
        for (int action = 0; action <= int(AuditAction::LoggedOut); ++action)
            names.append(name(AuditAction(action)));
        const QJsonValue described = openApiJson().value("components"_L1)["schemas"_L1];
        QCOMPARE(described["AuditEntry"_L1]["properties"_L1]["action"_L1]["enum"_L1].toArray(),
                 names);
    }
};

PILOTHOUSE_UNIT_TEST(TestAuditRoutes)
#include "tst_audit_routes.moc"
