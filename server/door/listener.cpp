#include "door/listener.h"

#include "core/log.h"
#include "exchange/request_pipe.h"

namespace pilothouse {

using namespace std::chrono_literals;

namespace {

constexpr int kBacklog = 4096; ///< a flood must not have clients try again after a second
constexpr auto kPauseAfterFailure = 500ms;

} // namespace

Listener::Listener(const Clock &clock, QObject *parent) : QTcpServer(parent), m_nextTry(clock)
{
    setListenBacklogSize(kBacklog);
    // Qt stops accepting for good when, say, no descriptor is left.
    connect(this, &QTcpServer::acceptError, this, [this] {
        qCWarning(logHttp).noquote() << "Cannot accept a connection:" << errorString();
        m_nextTry.start(kPauseAfterFailure);
    });
    connect(&m_nextTry, &Alarm::rang, this, [this] {
        if (isListening())
            resumeAccepting();
    });
}

void Listener::offer(RequestPipe *pipe)
{
    // Not QTcpServer's own queue: it cannot be read once the socket is closed.
    m_offered = pipe;
    QMetaObject::invokeMethod(this, "pendingConnectionAvailable", Qt::DirectConnection);
}

QTcpSocket *Listener::nextPendingConnection()
{
    return std::exchange(m_offered, nullptr);
}

void Listener::incomingConnection(qintptr descriptor)
{
    onAccepted(descriptor);
}

} // namespace pilothouse

#include "moc_listener.cpp"
