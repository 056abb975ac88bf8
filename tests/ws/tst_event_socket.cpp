#include "ws/event_socket.h"

#include "door/front_door.h"
#include "door/router.h"
#include "support/agent_fixture.h"

#include <QJsonDocument>
#include <QTest>
#include <QWebSocket>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Event sockets on a real port, with a scripted model and fake desktops, and nobody at the gate.
class SocketServer
{
public:
    explicit SocketServer(QList<ScriptedReply> script)
        : agent(std::move(script)), registry(agent.services(), 8)
    {
        door.isWebSocketPath = [](const HttpHead &) { return true; };
        door.onWebSocket = [this](QWebSocket *socket, const HttpHead &head, const QByteArray &) {
            EventSocket::serve(std::unique_ptr<QWebSocket>(socket), head, u"tester"_s,
                               {.feed = feed,
                                .journal = agent.journal,
                                .sessions = agent.sessions,
                                .actions = actions,
                                .clock = agent.clock});
        };
        if (!door.listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("the test's port cannot be opened");
    }
    ~SocketServer() { QCoro::waitFor(registry.closeAll()); }

    SessionId newSession(ApprovalPolicy approval = ApprovalPolicy::Auto)
    {
        SessionOptions options;
        options.approval = approval;
        return QCoro::waitFor(agent.sessions.create(options))->id;
    }

    AgentFixture agent;
    SessionRegistry registry;
    AuditLog audit{*agent.database};
    SessionActions actions{registry, agent.sessions, audit};
    EventFeed feed{agent.journal, registry, agent.clock};
    Router router;
    FrontDoor door{{}, router};
};

/// A viewer: what came so far.
class Viewer
{
public:
    Viewer(const SocketServer &server, const SessionId &session, const QString &query = {})
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) {
                             frames.append(QJsonDocument::fromJson(text.toUtf8()).object());
                         });
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket,
                         [this] { m_connected = true; });
        m_socket.open(QUrl(u"ws://127.0.0.1:%1/sessions/%2/ws%3"_s.arg(server.door.serverPort())
                               .arg(session.value, query)));
        opened = QTest::qWaitFor([&] { return m_connected; }, 20'000);
    }
    void say(const QByteArray &frame) { m_socket.sendTextMessage(QString::fromUtf8(frame)); }
    void leave() { m_socket.abort(); }
    QStringList types() const
    {
        QStringList all;
        for (const QJsonObject &frame : frames)
            all.append(frame.value(u"type"_s).toString());
        return all;
    }
    bool waitFor(const QString &type)
    {
        return QTest::qWaitFor([&] { return types().contains(type); }, 20'000);
    }
    bool waitForClose()
    {
        return QTest::qWaitFor(
            [&] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, 20'000);
    }
    int closeCode() const { return m_socket.closeCode(); }

    bool opened = false;
    QList<QJsonObject> frames;

private:
    bool m_connected = false;
    QWebSocket m_socket;
};

ToolCall bashCall()
{
    return {.id = u"call_1"_s,
            .name = u"bash"_s,
            .tool = u"bash"_s,
            .action = u"run"_s,
            .input = QJsonObject{{u"command"_s, u"ls"_s}}};
}

const QStringList kOriginal{u"text"_s,        u"thinking"_s,  u"tool_use"_s,
                            u"tool_result"_s, u"completed"_s, u"error"_s};

} // namespace

class TestEventSocket : public QObject
{
    Q_OBJECT
private slots:
    // The client code of the original server's README: send one message, read until completed.
    void servesTheOriginalClient()
    {
        SocketServer server(
            {{.text = u"I look."_s, .toolCalls = {bashCall()}}, {.text = u"Done"_s}});
        Viewer client(server, server.newSession());
        QVERIFY(client.opened);
        client.say(R"({"message":"List the files"})");
        QVERIFY(client.waitFor(u"completed"_s));
        const QStringList expected{u"text"_s, u"tool_use"_s, u"tool_result"_s, u"text"_s,
                                   u"completed"_s};
        QCOMPARE(client.types(), expected);
        for (const QJsonObject &frame : client.frames) {
            QVERIFY(frame.contains(u"content"_s));
            QVERIFY(frame.value(u"timestamp"_s).isString());
            QVERIFY(frame.value(u"seq"_s).toInteger() > 0);
            QVERIFY(frame.value(u"session_id"_s).isString());
        }
        client.say(R"({"message":"And again"})"); // the socket stays open
        QTRY_COMPARE_WITH_TIMEOUT(client.types().count(u"completed"_s), 2, 20'000);
    }

    void tellsEveryViewerTheSameAndGoesOnWhenOneLeaves()
    {
        SocketServer server({{.text = u"Hello."_s}});
        const SessionId session = server.newSession();
        std::vector<std::unique_ptr<Viewer>> viewers;
        for (int i = 0; i < 5; ++i)
            viewers.push_back(std::make_unique<Viewer>(server, session));
        viewers[0]->say(R"({"message":"Hello"})");
        QVERIFY(viewers[0]->waitFor(u"text"_s));
        viewers[0]->leave();
        for (int i = 1; i < 5; ++i) {
            QVERIFY(viewers[size_t(i)]->waitFor(u"completed"_s));
            QCOMPARE(viewers[size_t(i)]->frames, viewers[1]->frames);
        }
    }

    void replaysFromANumberWithoutGapOrRepeat()
    {
        SocketServer server({{.text = u"One."_s}, {.text = u"Two."_s}});
        const SessionId session = server.newSession();
        Viewer first(server, session, u"?events=all"_s);
        first.say(R"({"message":"Hello"})");
        QVERIFY(first.waitFor(u"completed"_s));

        Viewer late(server, session, u"?after=2&events=all"_s);
        QVERIFY(late.waitFor(u"completed"_s));
        late.say(R"({"message":"Hello"})");
        QTRY_COMPARE_WITH_TIMEOUT(late.types().count(u"completed"_s), 2, 20'000);
        qint64 expected = 2;
        for (const QJsonObject &frame : late.frames) {
            if (!frame.contains(u"seq"_s))
                continue;
            QCOMPARE(frame.value(u"seq"_s).toInteger(), ++expected);
        }
        QVERIFY(expected > 8);
    }

    void givesALateJoinerTheOpenQuestion()
    {
        SocketServer server({{.toolCalls = {bashCall()}}, {.text = u"Done."_s}});
        const SessionId session = server.newSession(ApprovalPolicy::All);
        Viewer first(server, session, u"?events=all"_s);
        QCOMPARE(first.types().value(0), u"snapshot"_s);
        first.say(R"({"message":"Go"})");
        QVERIFY(first.waitFor(u"approval_request"_s));

        Viewer late(server, session, u"?events=all"_s);
        QVERIFY(late.waitFor(u"snapshot"_s));
        const QJsonObject snapshot = late.frames.first().value(u"content"_s).toObject();
        const QJsonArray open = snapshot.value(u"pending_approvals"_s).toArray();
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.first()[u"tool_use_id"_s].toString(), u"call_1"_s);
        QVERIFY(snapshot.value(u"last_seq"_s).toInteger() > 0);

        late.say(R"({"type":"approve","tool_use_id":"call_1","decision":"allow"})");
        QVERIFY(first.waitFor(u"completed"_s));
        QVERIFY(first.types().contains(u"approval_decision"_s));
        QCOMPARE(server.agent.bodies<ApprovalDecided>(session).first().by, u"tester"_s);
    }

    void interruptsARun()
    {
        ScriptedReply hanging;
        hanging.hang = true;
        SocketServer server({hanging});
        const SessionId session = server.newSession();
        Viewer client(server, session);
        client.say(R"({"message":"Go"})");
        QTRY_COMPARE(server.agent.model.requests().size(), 1);
        client.say(R"({"message":"Another"})");
        QVERIFY(client.waitFor(u"error"_s)); // one run at a time
        client.say(R"({"type":"interrupt"})");
        QVERIFY(client.waitFor(u"completed"_s));
        QCOMPARE(server.agent.bodies<RunEnded>(session).first().outcome, RunOutcome::Interrupted);
    }

    void answersNonsenseWithAnErrorAndStaysOpen()
    {
        SocketServer server({{.text = u"Hello."_s}});
        Viewer client(server, server.newSession());
        client.say("nonsense");
        client.say(R"({"type":"dance"})");
        client.say("{\"message\":\"" + QByteArray(kLongestFrame, 'a') + "\"}");
        QTRY_COMPARE_WITH_TIMEOUT(client.frames.size(), 3, 20'000);
        for (const QJsonObject &frame : client.frames)
            QVERIFY(!frame.value(u"content"_s)[u"error"_s].toString().isEmpty());
        client.say(R"({"message":"Hello"})");
        QVERIFY(client.waitFor(u"completed"_s));
    }

    void turnsAwayFromAnUnknownSession()
    {
        SocketServer server({});
        Viewer client(server, SessionId{u"nobody"_s});
        QVERIFY(client.waitFor(u"error"_s));
        QVERIFY(client.waitForClose());
        QCOMPARE(client.closeCode(), 4404);
        Viewer confused(server, server.newSession(), u"?after=x"_s);
        QVERIFY(confused.waitForClose());
        QCOMPARE(confused.types(), QStringList{u"error"_s});
    }

    void sendsDeltasOnlyToThoseWhoWantAll()
    {
        SocketServer server({{.text = u"Hello."_s}});
        const SessionId session = server.newSession();
        Viewer plain(server, session);
        Viewer full(server, session, u"?events=all"_s);
        plain.say(R"({"message":"Hello"})");
        QVERIFY(full.waitFor(u"completed"_s));
        QVERIFY(plain.waitFor(u"completed"_s));
        QVERIFY(full.types().contains(u"text_delta"_s));
        for (const QString &type : plain.types())
            QVERIFY(kOriginal.contains(type));
    }
};

QTEST_GUILESS_MAIN(TestEventSocket)
#include "tst_event_socket.moc"
