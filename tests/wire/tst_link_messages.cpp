#include "support/unit_test.h"
#include "wire/to_node.h"
#include "wire/to_server.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const SessionId kSession{u"0b1c2d3e-4f50-4a61-9b72-8c93ad04be15"_s};

Hello hello()
{
    return {.fence = 7,
            .onlyThere = true,
            .lease = std::chrono::seconds(20),
            .plan = {.session = kSession,
                     .displaySize = {1024, 768},
                     .pictureSize = {512, 384},
                     .coordinates = CoordinateSpace::Thousand,
                     .tools = {u"bash"_s, u"act_on"_s},
                     .locale = u"de_DE.UTF-8"_s,
                     .timeZone = u"Europe/Berlin"_s,
                     .software = true,
                     .accessibility = true,
                     .egress = {.mode = EgressMode::List, .hosts = {u"*.debian.org"_s}},
                     .egressAsked = true},
            .secrets = {{.name = u"KEY"_s, .value = u"hunter2!"_s, .hosts = {u"a.example"_s}}}};
}

QJsonObject helloWith(const QString &member, const QJsonValue &value)
{
    QJsonObject json = frameOf(hello()).json;
    json.insert(member, value);
    return json;
}
QJsonObject planWith(const QString &member, const QJsonValue &value)
{
    QJsonObject plan = frameOf(hello()).json.value(u"plan"_s).toObject();
    plan.insert(member, value);
    return helloWith(u"plan"_s, plan);
}

} // namespace

class TestLinkMessages : public QObject
{
    Q_OBJECT
private slots:
    void bringsWhatTheServerSaysAcross_data()
    {
        QTest::addColumn<ToNode>("message");
        const ToolCall call{.id = u"c1"_s,
                            .toolset = u"computer"_s,
                            .name = u"left_click"_s,
                            .tool = u"computer"_s,
                            .action = u"left_click"_s,
                            .input = {{u"coordinate"_s, QJsonArray{1, 2}}},
                            .look = false};
        const auto ask = [](const Question &question) {
            return ToNode(Request{.id = 3, .settled = 2, .question = question});
        };
        QTest::addRow("hello") << ToNode(hello());
        QTest::addRow("call") << ask(AskCall{call});
        QTest::addRow("elements") << ask(AskElements());
        QTest::addRow("command") << ask(AskCommand{u"true"_s, std::chrono::milliseconds(5)});
        QTest::addRow("picture") << ask(AskPicture{.withPointer = false});
        QTest::addRow("clipboard") << ask(AskClipboard());
        QTest::addRow("put_clipboard") << ask(PutClipboard{u"ä"_s});
        QTest::addRow("let_go") << ask(LetGo());
        QTest::addRow("stop") << ToNode(StopRequest{9});
        QTest::addRow("allow") << ToNode(PermitHost{u"example.com"_s});
        QTest::addRow("secrets") << ToNode(SetSecrets{hello().secrets});
        QTest::addRow("renew") << ToNode(Renew());
        QTest::addRow("end") << ToNode(EndDesktop());
    }
    void bringsWhatTheServerSaysAcross()
    {
        QFETCH(ToNode, message);

        const WireFrame sent = frameOf(message);
        const Result<ToNode> taken = toNodeFrom(*frameFromText(textOf(sent)));

        QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
        QCOMPARE(taken->index(), message.index());
        QCOMPARE(frameOf(*taken), sent);
    }
    void bringsThePlanAcross()
    {
        const auto taken = std::get<Hello>(*toNodeFrom(frameOf(hello())));
        QCOMPARE(taken.plan, hello().plan);
        QCOMPARE(taken.secrets.constFirst().value, u"hunter2!"_s);
        QCOMPARE(taken.fence, 7);
        QVERIFY(taken.onlyThere);
        QCOMPARE(taken.lease, std::chrono::seconds(20));
    }

    void bringsWhatTheNodeSaysAcross_data()
    {
        QTest::addColumn<ToServer>("message");
        const Error error{Errc::Conflict, u"No."_s, u"why"_s};
        QTest::addRow("ready") << ToServer(Ready{.wasThere = true,
                                                 .size = {800, 600},
                                                 .speaksRfb = true,
                                                 .rfbPassword = "secret",
                                                 .lastId = 4});
        QTest::addRow("refused") << ToServer(Refused{error});
        QTest::addRow("answer") << ToServer(LinkAnswer{.id = 3, .value = {{{u"a"_s, 1}}, "bytes"}});
        QTest::addRow("failed answer") << ToServer(LinkAnswer{.id = 3, .error = error});
        QTest::addRow("egress") << ToServer(ToldEgress{{u"a.example"_s, 443, EgressMode::None}});
        QTest::addRow("died") << ToServer(ToldDeath{error});
        QTest::addRow("renewed") << ToServer(Renewed());
    }
    void bringsWhatTheNodeSaysAcross()
    {
        QFETCH(ToServer, message);

        const WireFrame sent = frameOf(message);
        const Result<ToServer> taken = toServerFrom(*frameFromBinary(binaryOf(sent)));

        QVERIFY2(taken, taken ? "" : qPrintable(taken.error().message));
        QCOMPARE(taken->index(), message.index());
        QCOMPARE(frameOf(*taken), sent);
    }

    void refusesWhatAServerWouldNotSay_data()
    {
        QTest::addColumn<QJsonObject>("json");
        const QJsonObject request{
            {u"type"_s, u"request"_s}, {u"id"_s, 1}, {u"settled"_s, 0}, {u"what"_s, u"let_go"_s}};
        const auto with = [&](const QString &member, const QJsonValue &value) {
            QJsonObject json = request;
            json.insert(member, value);
            return json;
        };
        QTest::addRow("nothing") << QJsonObject();
        QTest::addRow("an unknown type") << with(u"type"_s, u"sudo"_s);
        QTest::addRow("a type that is no text") << with(u"type"_s, 3);
        QTest::addRow("no id") << with(u"id"_s, QJsonValue());
        QTest::addRow("id 0") << with(u"id"_s, 0);
        QTest::addRow("half an id") << with(u"id"_s, 1.5);
        QTest::addRow("an id beyond all") << with(u"id"_s, 1e300);
        QTest::addRow("an unknown question") << with(u"what"_s, u"reboot"_s);
        QTest::addRow("a call without a call") << with(u"what"_s, u"call"_s);
        QTest::addRow("a stop of nothing") << QJsonObject{{u"type"_s, u"stop"_s}};
        QTest::addRow("an address to allow")
            << QJsonObject{{u"type"_s, u"allow"_s}, {u"host"_s, u"10.0.0.1"_s}};
        QTest::addRow("a fence of 0") << helloWith(u"fence"_s, 0);
        QTest::addRow("no lease") << helloWith(u"lease"_s, 0);
        QTest::addRow("a lease for ever") << helloWith(u"lease"_s, 1e9);
        QTest::addRow("no plan") << helloWith(u"plan"_s, QJsonValue());
        QTest::addRow("secrets without a value")
            << helloWith(u"secrets"_s, QJsonObject{{u"A"_s, QJsonObject()}});
        QTest::addRow("a path for a session") << planWith(u"session"_s, u"../../etc"_s);
        QTest::addRow("no session") << planWith(u"session"_s, QString());
        QTest::addRow("a screen of nothing") << planWith(u"display"_s, QJsonArray{0, 0});
        QTest::addRow("a screen beyond all") << planWith(u"display"_s, QJsonArray{99999, 10});
        QTest::addRow("unknown coordinates") << planWith(u"coordinates"_s, u"polar"_s);
        QTest::addRow("an unknown tool") << planWith(u"tools"_s, QJsonArray{u"sudo"_s});
        QTest::addRow("a locale with a line end") << planWith(u"locale"_s, u"C\nLD_PRELOAD=x"_s);
        QTest::addRow("a time zone outside") << planWith(u"time_zone"_s, u"../../../etc/shadow"_s);
        QTest::addRow("an unknown network") << planWith(u"egress"_s, u"some"_s);
        QTest::addRow("hosts that are none") << planWith(u"hosts"_s, QJsonArray{u"a b"_s});
    }
    void refusesWhatAServerWouldNotSay()
    {
        QFETCH(QJsonObject, json);

        const Result<ToNode> message = toNodeFrom({.json = json});

        QVERIFY(!message);
        QCOMPARE(message.error().code, Errc::Corrupt);
    }

    void saysWhatToDoAboutAnotherRelease()
    {
        const auto message = toNodeFrom({.json = helloWith(u"version"_s, kWireVersion + 1)});

        QCOMPARE(message.error().code, Errc::Unsupported);
        QVERIFY(message.error().message.contains(u"same release"_s));
    }

    void neverRepeatsASecretInAComplaint()
    {
        const QJsonObject wrong{{u"KEY"_s, QJsonObject{{u"value"_s, u"hunter2\u0007"_s}}}};
        const auto message = toNodeFrom({.json = helloWith(u"secrets"_s, wrong)});

        QVERIFY(!message);
        QVERIFY(!message.error().message.contains(u"hunter2"_s));
        QVERIFY(!message.error().detail.contains(u"hunter2"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestLinkMessages)
#include "tst_link_messages.moc"
