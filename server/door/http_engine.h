#pragma once

#include "exchange/request_pipe.h"

#include <QHttpServer>
#include <QSet>

namespace pilothouse {

class Clock;
class Listener;
class Router;

/// QHttpServer with one handler: the router. It reads from a Listener, which gives it RequestPipes.
class HttpEngine
{
    Q_DISABLE_COPY_MOVE(HttpEngine)
public:
    HttpEngine(const Router &router, const Clock &clock);
    /// Exchanges that are still held let go of QHttpServer's objects.
    ~HttpEngine();

    Listener &listener() { return *m_listener; }
    /// To be called once, when the listener listens.
    void start();

    /// What carries the next request of `client`; then call its feed().
    RequestPipe *open(AnswerSink &sink, const QTcpSocket &client);
    int openPipes() const { return static_cast<int>(m_pipes.size()); }

private:
    QSet<RequestPipe *> m_pipes;
    QHttpServer m_server;
    Listener *m_listener; ///< owned by m_server
};

} // namespace pilothouse
