#pragma once

#include "door/front_door.h"
#include "exchange/router.h"
#include "support/agent_fixture.h"
#include "ws/event_socket.h"
#include "ws/list_socket.h"

#include <QJsonDocument>
#include <QTest>
#include <QWebSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;

/// Event sockets on a real port, with a scripted model and fake desktops, and nobody at the gate.
class SocketServer
{
public:
    explicit SocketServer(QList<ScriptedReply> script)
        : agent(std::move(script)), registry(agent.services(), 8)
    {
        router.onUpgrade("/sessions/<arg>/ws", [this](QWebSocket *socket, const Upgrade &upgrade) {
            EventSocket::serve(std::unique_ptr<QWebSocket>(socket), upgrade, u"tester"_s,
                               {.feed = feed,
                                .journal = agent.journal,
                                .sessions = agent.sessions,
                                .actions = actions,
                                .clock = agent.clock,
                                .frames = frames,
                                .pace = pace,
                                .life = {}});
            sockets.append(socket);
        });
        router.onUpgrade("/sessions/ws", [this](QWebSocket *socket, const Upgrade &) {
            ListSocket::serve(
                std::unique_ptr<QWebSocket>(socket),
                {.feed = feed, .registry = registry, .clock = agent.clock, .life = {}});
        });
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
    SessionRemoval removal{{registry, agent.sessions, agent.blobs, audit}, {}};
    ShareStore shares{*agent.database};
    SavedStore saved{*agent.database};
    Snapshots snapshots{{saved, agent.sessions, agent.journal, agent.clock}, {}};
    LocalHomes sessionHomes{DesktopConfig()};
    SessionActions actions{{registry, agent.sessions, agent.journal, removal, audit, agent.secrets,
                            agent.blobs, shares, ModelTable::builtin(), snapshots, sessionHomes}};
    EventFeed feed{agent.journal, registry, agent.clock};
    TextFrames frames;
    WritePace pace{systemClock()};       // viewers here wait for no fake time
    QList<QPointer<QWebSocket>> sockets; ///< the server's ends, for what is unsent
    Router router;
    FrontDoor door{{}, router, agent.clock};
};

/// A viewer: what came so far.
class Viewer
{
public:
    Viewer(const SocketServer &server, const SessionId &session, const QString &query = {})
        : Viewer(server, u"/sessions/%1/ws%2"_s.arg(session.value, query))
    {
    }
    Viewer(const SocketServer &server, const QString &path)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) {
                             frames.append(QJsonDocument::fromJson(text.toUtf8()).object());
                         });
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket,
                         [this] { m_connected = true; });
        m_socket.open(QUrl(u"ws://127.0.0.1:%1%2"_s.arg(server.door.serverPort()).arg(path)));
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

} // namespace pilothouse
