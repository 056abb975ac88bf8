#include "api_server.h"

#include "support/fake_display.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kTakeAsAnn = R"({"viewer":"secret-of-ann","name":"Ann"})";
const QByteArray kTakeAsBob = R"({"viewer":"secret-of-bob"})";

/// A session whose desktop runs.
QString sessionWithDesktop(ApiServer &server)
{
    const QString session = server.newSession();
    server.post(session + u"/messages"_s, R"({"message":"Hello"})");
    server.waitForStatus(session, u"completed"_s);
    return session;
}

QStringList auditedActions(ApiServer &server)
{
    QStringList actions;
    const auto entries = server.audit.entries();
    for (const AuditRecord &row : *entries)
        if (row.entry.action.startsWith(u"control"_s))
            actions.append(row.entry.action + u' ' +
                           row.entry.detail.value(u"reason"_s).toString());
    return actions;
}

} // namespace

class TestControlRoutes : public QObject
{
    Q_OBJECT
private slots:
    void giveTheWheelToOnePersonAtATime()
    {
        ApiServer server;
        const QString session = sessionWithDesktop(server);
        const QString control = session + u"/control"_s;
        QCOMPARE(server.get(control).text("holder"), u"agent"_s);
        QCOMPARE(server.get(session).text("control"), u"agent"_s);

        const ApiAnswer taken = server.post(control, kTakeAsAnn);
        QCOMPARE(taken.status, 200);
        QCOMPARE(taken.text("holder"), u"person"_s);
        QCOMPARE(taken.text("name"), u"Ann"_s);
        QVERIFY(taken.json().value(u"mine"_s).toBool());
        QVERIFY(!taken.text("since").isEmpty());
        QCOMPARE(server.post(control, kTakeAsAnn).status, 200);

        const ApiAnswer second = server.post(control, kTakeAsBob);
        QCOMPARE(second.status, 409);
        QVERIFY(second.text("detail").startsWith(u"Ann has had the wheel since"_s));
        QVERIFY(!server.get(control).json().value(u"mine"_s).toBool());
        QVERIFY(server.get(control + u"?viewer=secret-of-ann"_s).json().value(u"mine"_s).toBool());
        QCOMPARE(server.get(session).text("control"), u"person"_s);

        QCOMPARE(server.ask("DELETE", control + u"?viewer=secret-of-bob"_s).status, 409);
        QCOMPARE(server.ask("DELETE", control).status, 409);
        const ApiAnswer back = server.ask("DELETE", control + u"?viewer=secret-of-ann"_s);
        QCOMPARE(back.status, 200);
        QCOMPARE(back.text("holder"), u"agent"_s);
        QTRY_COMPARE(auditedActions(server),
                     (QStringList{u"control_taken taken"_s, u"control_handed_back handed_back"_s}));
    }

    void takeItAwayByForce()
    {
        ApiServer server;
        const QString session = sessionWithDesktop(server);
        const QString control = session + u"/control"_s;
        QCOMPARE(server.ask("DELETE", control + u"?force=true"_s).status, 200); // nobody has it
        server.post(control, kTakeAsAnn);
        const ApiAnswer away = server.ask("DELETE", control + u"?force=true"_s);
        QCOMPARE(away.status, 200);
        QCOMPARE(away.text("holder"), u"agent"_s);
        QTRY_COMPARE(auditedActions(server),
                     (QStringList{u"control_taken taken"_s, u"control_handed_back taken_away"_s}));
    }

    void needADesktop()
    {
        ApiServer server;
        const QString session = server.newSession();
        const ApiAnswer answer = server.post(session + u"/control"_s, kTakeAsAnn);
        QCOMPARE(answer.status, 409);
        QVERIFY(answer.text("detail").contains(u"It starts with the first message"_s));
        QCOMPARE(server.ask("PATCH", session + u"/finish"_s).status, 200);
        QCOMPARE(server.post(session + u"/control"_s, kTakeAsAnn).status, 409);
        QCOMPARE(server.get(session + u"/control"_s).text("holder"), u"agent"_s);
        for (const QByteArray method : {"GET", "POST", "DELETE"})
            QCOMPARE(server.ask(method, u"/sessions/nobody/control"_s, kTakeAsAnn).status, 404);
    }

    void needAViewer_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("empty") << QByteArray(R"({"viewer":""})");
        QTest::newRow("a number") << QByteArray(R"({"viewer":5})");
        QTest::newRow("too long") << QByteArray("{\"viewer\":\"" + QByteArray(101, 'x') + "\"}");
        QTest::newRow("a long name")
            << QByteArray("{\"viewer\":\"x\",\"name\":\"" + QByteArray(101, 'x') + "\"}");
    }
    void needAViewer()
    {
        QFETCH(QByteArray, body);
        ApiServer server;
        QCOMPARE(server.post(sessionWithDesktop(server) + u"/control"_s, body).status, 422);
    }

    void letNobodyTakePicturesMeanwhile()
    {
        ApiServer server;
        FakeDisplay display(QSize(64, 48));
        server.agent.benches.display = &display;
        const QString session = sessionWithDesktop(server);
        server.post(session + u"/control"_s, kTakeAsAnn);
        const ApiAnswer refused = server.get(session + u"/screenshot"_s);
        QCOMPARE(refused.status, 409);
        QVERIFY(refused.text("detail").startsWith(u"A person has the wheel"_s));
        QCOMPARE(display.captures, 0);
        server.ask("DELETE", session + u"/control?viewer=secret-of-ann"_s);
        QCOMPARE(server.get(session + u"/screenshot"_s).status, 200);
    }

    void letNobodyListWhatIsOnTheScreenMeanwhile()
    {
        ApiServer server;
        server.agent.benches.elements = {.all = {{.key = u":1.5/7"_s,
                                                  .role = u"check box"_s,
                                                  .name = u"Express"_s,
                                                  .states = {u"checked"_s},
                                                  .place = {10, 20, 30, 40},
                                                  .window = u"Order"_s}},
                                         .silentPrograms = 1};
        const QString session = sessionWithDesktop(server);
        const QJsonObject expected{
            {u"elements"_s, QJsonArray{QJsonObject{{u"key"_s, u":1.5/7"_s},
                                                   {u"role"_s, u"check box"_s},
                                                   {u"name"_s, u"Express"_s},
                                                   {u"value"_s, u""_s},
                                                   {u"states"_s, QJsonArray{u"checked"_s}},
                                                   {u"place"_s, QJsonArray{10, 20, 30, 40}},
                                                   {u"window"_s, u"Order"_s}}}},
            {u"silent_programs"_s, 1}};
        QCOMPARE(server.get(session + u"/elements"_s).json(), expected);
        server.post(session + u"/control"_s, kTakeAsAnn);
        QCOMPARE(server.get(session + u"/elements"_s).status, 409);
    }

    void tellViewersWhoHasIt()
    {
        ApiServer server;
        const QString session = sessionWithDesktop(server);
        server.post(session + u"/control"_s, kTakeAsAnn);
        const SessionId id{session.section(u'/', -1)};
        const WireEvent snapshot = server.feed.snapshot(*server.agent.sessions.find(id));
        QVERIFY(snapshot.json.contains(R"("control":{"holder":"person","name":"Ann","since":)"));
        QVERIFY(!snapshot.json.contains("secret"));
        const auto events = [&] { return server.get(session + u"/events?format=json"_s).body; };
        QTRY_VERIFY(events().contains(R"("reason":"taken")"));
        QVERIFY(!events().contains("secret"));
    }
};

PILOTHOUSE_UNIT_TEST(TestControlRoutes)
#include "tst_control_routes.moc"
