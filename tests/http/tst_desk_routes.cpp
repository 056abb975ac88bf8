#include "api_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kDesks = u"/desks"_s;

QString snapshotsOf(const QString &session)
{
    return session + u"/snapshots"_s;
}

void putText(ApiServer &server, const QString &session, const QByteArray &text)
{
    QVERIFY(server.ask("PUT", session + u"/files/a.txt"_s, text).status < 300);
}

QByteArray textIn(ApiServer &server, const QString &session)
{
    return server.get(session + u"/files/a.txt"_s).body;
}

} // namespace

class TestDeskRoutes : public QObject
{
    Q_OBJECT
private slots:
    void aSnapshotIsTakenListedBroughtBackAndDeleted()
    {
        ApiServer server;
        const QString session = server.newSession();
        putText(server, session, "one");
        const ApiAnswer taken = server.post(snapshotsOf(session), "{}");
        QCOMPARE(taken.status, 201);
        QVERIFY(taken.json().value("desk"_L1).isNull());
        QVERIFY(!taken.json().value("automatic"_L1).toBool(true));
        QCOMPARE(taken.json().value("files"_L1).toInt(), 1);
        QCOMPARE(server.get(snapshotsOf(session)).array().size(), 1);

        putText(server, session, "two");
        const QString one = snapshotsOf(session) + u'/' + taken.text("id");
        QCOMPARE(server.post(one + u"/restore"_s).status, 200);
        QCOMPARE(textIn(server, session), QByteArray("one"));
        const QByteArray events = server.get(session + u"/events?format=json"_s).body;
        QVERIFY(events.contains("files_restored"));

        QCOMPARE(server.ask("DELETE", one).status, 200);
        QCOMPARE(server.ask("DELETE", one).status, 404);
        QCOMPARE(server.post(one + u"/restore"_s).status, 404);
    }

    void aDeskOutlivesItsSessionAndBeginsAnotherOne()
    {
        ApiServer server;
        const QString session = server.newSession();
        putText(server, session, "kept");
        const QByteArray named = R"({"name":" Mail  & more "})";
        const ApiAnswer taken = server.post(snapshotsOf(session), named);
        QCOMPARE(taken.text("desk"), u"Mail & more"_s);
        QCOMPARE(server.post(snapshotsOf(session), named).status, 409);
        QCOMPARE(
            server.post(snapshotsOf(session), R"({"name":"mail & MORE","replace":true})").status,
            201);
        QCOMPARE(server.ask("DELETE", session).status, 200);
        const QJsonArray desks = server.get(kDesks).array();
        QCOMPARE(desks.size(), 1);
        QCOMPARE(desks.first().toObject().value("name"_L1).toString(), u"mail & MORE"_s);

        const QString next = server.newSession(R"({"desk":"Mail & more"})");
        QCOMPARE(textIn(server, next), QByteArray("kept"));
        QCOMPARE(server.get(next).text("desk"), u"Mail & more"_s);
        QCOMPARE(server.ask("DELETE", u"/desks/Mail%20%26%20more"_s).status, 200);
        QCOMPARE(server.ask("DELETE", u"/desks/Mail%20%26%20more"_s).status, 404);
        QCOMPARE(server.post(u"/sessions/"_s, R"({"desk":"Mail & more"})").status, 404);
        QCOMPARE(server.get(u"/sessions/"_s).array().size(), 1);
    }

    void namesThatCannotBeSeenOrAskedForAreRefused_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray(R"({"name":"  "})");
        QTest::newRow("slash") << QByteArray(R"({"name":"a/b"})");
        QTest::newRow("direction") << QByteArray(R"({"name":"a\u202eb"})");
        QTest::newRow("long") << QByteArray(R"({"name":")" + QByteArray(101, 'x') + R"("})");
        QTest::newRow("kind") << QByteArray(R"({"name":1})");
        QTest::newRow("replace") << QByteArray(R"({"name":"a","replace":"yes"})");
    }
    void namesThatCannotBeSeenOrAskedForAreRefused()
    {
        QFETCH(QByteArray, body);
        ApiServer server;
        const QString session = server.newSession();
        QCOMPARE(server.post(snapshotsOf(session), body).status, 422);
        QCOMPARE(server.get(kDesks).array().size(), 0);
        QCOMPARE(server.get(snapshotsOf(session)).array().size(), 0);
    }

    void aRunKeepsItsFiles()
    {
        ApiServer server({{.toolCalls = {bashCall(u"call_1"_s)}}});
        const QString session = server.newSession(R"({"approval":"all"})");
        putText(server, session, "one");
        const QString id = server.post(snapshotsOf(session), "{}").text("id");
        server.post(session + u"/messages"_s, kHello);
        QVERIFY(server.waitForStatus(session, u"awaiting_approval"_s));
        const ApiAnswer refused = server.post(snapshotsOf(session) + u'/' + id + u"/restore"_s);
        QCOMPARE(refused.status, 409);
        QCOMPARE(server.get(session).text("status"), u"awaiting_approval"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestDeskRoutes)
#include "tst_desk_routes.moc"
