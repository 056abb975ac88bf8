#include "api_server.h"

#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kList = R"({"egress":"list","allow_hosts":["first.example"]})";

QStringList hostsOf(const ApiAnswer &answer)
{
    QStringList hosts;
    for (const QJsonValue &host : answer.json().value("allow_hosts"_L1).toArray())
        hosts.append(host.toString());
    return hosts;
}

/// "PLACE: MESSAGE" of each complaint.
QStringList complaints(const ApiAnswer &answer)
{
    QStringList lines;
    for (const QJsonValue &each : answer.json().value("detail"_L1).toArray()) {
        QStringList place;
        for (const QJsonValue &step : each["loc"_L1].toArray())
            place.append(step.toVariant().toString());
        lines.append(place.join(u'.') + u": "_s + each["msg"_L1].toString());
    }
    return lines;
}

} // namespace

class TestEgressRoutes : public QObject
{
    Q_OBJECT
private slots:
    void aSessionHasTheNetworkItWasGiven_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("egress");
        QTest::addColumn<QStringList>("hosts");
        const QStringList none;
        QTest::newRow("the server's") << QByteArray() << name(EgressRules().mode) << none;
        QTest::newRow("all") << QByteArray(R"({"egress":"all"})") << u"all"_s << none;
        QTest::newRow("public") << QByteArray(R"({"egress":"public"})") << u"public"_s << none;
        QTest::newRow("none") << QByteArray(R"({"egress":"none"})") << u"none"_s << none;
        QTest::newRow("a list")
            << QByteArray(
                   R"({"egress":"list","allow_hosts":["A.Example","*.b.example","a.example","c.example:99"]})")
            << u"list"_s << QStringList{u"a.example"_s, u"*.b.example"_s, u"c.example:99"_s};
        QTest::newRow("an empty list")
            << QByteArray(R"({"egress":"list","allow_hosts":[]})") << u"list"_s << none;
        QTest::newRow("no hosts are no list")
            << QByteArray(R"({"egress":"public","allow_hosts":[]})") << u"public"_s << none;
    }
    void aSessionHasTheNetworkItWasGiven()
    {
        QFETCH(QByteArray, body);
        ApiServer server;
        const ApiAnswer session = server.get(server.newSession(body));
        QCOMPARE(session.status, 200);
        QTEST(session.text("egress"), "egress");
        QTEST(hostsOf(session), "hosts");
    }

    void saysWhichHostWillNotDo_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QStringList>("wrong");
        QTest::newRow("an address and a page")
            << QByteArray(
                   R"({"egress":"list","allow_hosts":["a.example","10.0.0.1","b.example/c"]})")
            << QStringList{u"body.allow_hosts.1: \"10.0.0.1\" is no host name like example.com, "
                           "*.example.com or example.com:8443"_s,
                           u"body.allow_hosts.2: \"b.example/c\" is no host name like "
                           "example.com, *.example.com or example.com:8443"_s};
        QTest::newRow("no text") << QByteArray(R"({"egress":"list","allow_hosts":[7]})")
                                 << QStringList{
                                        u"body.allow_hosts.0: Input should be a valid string"_s};
        QTest::newRow("no list")
            << QByteArray(R"({"egress":"list","allow_hosts":"a.example"})")
            << QStringList{u"body.allow_hosts: Input should be a list of at most 1000 strings"_s};
        QTest::newRow("hosts without a list")
            << QByteArray(R"({"egress":"public","allow_hosts":["a.example"]})")
            << QStringList{u"body.allow_hosts: Hosts are for the egress \"list\""_s};
        QTest::newRow("hosts and the server's network")
            << QByteArray(R"({"allow_hosts":["a.example"]})")
            << QStringList{u"body.allow_hosts: Hosts are for the egress \"list\""_s};
        QTest::newRow("no such network")
            << QByteArray(R"({"egress":"most"})")
            << QStringList{u"body.egress: Input should be one of: all, public, none, list"_s};
    }
    void saysWhichHostWillNotDo()
    {
        QFETCH(QByteArray, body);
        ApiServer server;
        const ApiAnswer answer = server.post(u"/sessions"_s, body);
        QCOMPARE(answer.status, 422);
        QTEST(complaints(answer), "wrong");
        QCOMPARE(server.get(u"/sessions"_s).array().size(), 0);
    }

    void takesOneHostMore()
    {
        ApiServer server;
        const QString session = server.newSession(kList);
        const QString hosts = session + u"/egress/hosts"_s;

        const ApiAnswer added = server.post(hosts, R"({"host":"*.Second.example:8443"})");
        QCOMPARE(added.status, 201);
        QCOMPARE(hostsOf(added), (QStringList{u"first.example"_s, u"*.second.example:8443"_s}));
        const ApiAnswer again = server.post(hosts, R"({"host":"*.second.example:8443"})");
        QCOMPARE(again.status, 200);
        QCOMPARE(hostsOf(again), hostsOf(added));

        const QJsonArray events =
            server.get(session + u"/events?format=json"_s).json().value("events"_L1).toArray();
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.at(0)["type"_L1].toString(), u"egress_allowed"_s);
        QCOMPARE(events.at(0)["content"_L1]["host"_L1].toString(), u"*.second.example:8443"_s);
        QVERIFY(!events.at(0)["content"_L1]["by"_L1].toString().isEmpty());
    }

    void refusesAHostAsItShould_data()
    {
        QTest::addColumn<QByteArray>("session");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const QByteArray good = R"({"host":"a.example"})";
        QTest::newRow("an address") << kList << QByteArray(R"({"host":"169.254.169.254"})") << 422;
        QTest::newRow("nothing") << kList << QByteArray() << 422;
        QTest::newRow("no text") << kList << QByteArray(R"({"host":["a.example"]})") << 422;
        QTest::newRow("no list") << QByteArray(R"({"egress":"public"})") << good << 409;
        QTest::newRow("no network") << QByteArray(R"({"egress":"none"})") << good << 409;
    }
    void refusesAHostAsItShould()
    {
        QFETCH(QByteArray, session);
        QFETCH(QByteArray, body);
        ApiServer server;
        const QString path = server.newSession(session);
        const ApiAnswer answer = server.post(path + u"/egress/hosts"_s, body);
        QTEST(answer.status, "status");
        if (answer.status == 422)
            QVERIFY2(complaints(answer).value(0).startsWith(u"body.host: "_s),
                     answer.body.constData());
        QCOMPARE(server.get(path).json().value("last_seq"_L1).toInt(), 0);
    }

    void knowsNoOtherSession()
    {
        ApiServer server;
        const QString nobody = u"/sessions/11111111-2222-4333-8444-555555555555/egress/hosts"_s;
        QCOMPARE(server.post(nobody, R"({"host":"a.example"})").status, 404);
    }
};

PILOTHOUSE_UNIT_TEST(TestEgressRoutes)
#include "tst_egress_routes.moc"
