#pragma once

#include "core/wait.h"
#include "door/front_door.h"
#include "exchange/router.h"
#include "support/agent_fixture.h"
#include "vnc/vnc_socket.h"

#include <QWebSocket>

namespace pilothouse {

/// VNC sockets on a real port, with fake desktops whose screen speaks RFB at a path, and nobody at
/// the gate.
class Gateway
{
public:
    explicit Gateway(const QString &rfbSocket, QList<ScriptedReply> script = {},
                     Wheel::Limits wheel = {})
        : agent(std::move(script)), registry(services(wheel), 8)
    {
        agent.benches.rfbSocket = rfbSocket;
        door.setSubprotocols({QStringLiteral("binary")});
        router.onUpgrade("/sessions/<arg>/vnc", [this](QWebSocket *socket, const Upgrade &upgrade) {
            const VncSocket::Parts parts{
                .registry = registry,
                .sessions = agent.sessions,
                .clock = agent.clock,
                .life = {.mayStay = [this] { return mayStay; }, .interval = lifeInterval}};
            sockets.append(socket);
            viewers.append(VncSocket::serve(std::unique_ptr<QWebSocket>(socket), upgrade, parts));
        });
        if (!door.listen(QHostAddress(QHostAddress::LocalHost), 0))
            qFatal("the test's port cannot be opened");
    }
    ~Gateway() { QCoro::waitFor(registry.closeAll()); }

    /// A session whose desktop is up.
    Session *newSession()
    {
        Session *session = *QCoro::waitFor(registry.create({}));
        Waiter ended(systemClock());
        QObject::connect(session, &Session::runEnded, &ended, &Waiter::wake);
        if (!session->submit(QStringLiteral("Hello")) ||
            QCoro::waitFor(ended.wait({}, std::chrono::seconds(20))) != Woken::Ready)
            qFatal("the desktop does not start");
        return session;
    }
    QUrl url(const SessionId &session, const QString &viewer) const
    {
        const QString query =
            viewer.isEmpty() ? QString() : QString(QStringLiteral("?viewer=") + viewer);
        return QUrl(QStringLiteral("ws://127.0.0.1:%1/sessions/%2/vnc%3")
                        .arg(door.serverPort())
                        .arg(session.value, query));
    }

    AgentFixture agent;
    SessionRegistry registry;
    bool mayStay = true;
    std::chrono::milliseconds lifeInterval{15'000};
    QList<QPointer<VncSocket>> viewers;
    QList<QPointer<QWebSocket>> sockets; ///< the server's ends
    Router router;
    FrontDoor door{{}, router, agent.clock};

private:
    SessionParts services(Wheel::Limits wheel)
    {
        SessionParts all = agent.services();
        all.wheel = wheel;
        return all;
    }
};

} // namespace pilothouse
