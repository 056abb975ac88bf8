#pragma once

#include "core/result.h"
#include "demo/demo_api.h"

#include <QObject>
#include <QTcpServer>

#include <chrono>
#include <memory>

namespace pilothouse {

/// The built-in demo model: an HTTP server on 127.0.0.1, at a port of its own, that speaks the
/// model API (messages with and without stream, count_tokens, models), so that without an API key
/// the whole client path runs. It refuses what the real API would refuse, in the same shape.
/// Main thread. Destroying it cuts all connections.
class DemoModelServer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoModelServer)
public:
    /// `flow` is how long a streamed reply takes, so that a person sees it come.
    /// Unavailable: no port could be opened on the loopback address.
    static Result<std::unique_ptr<DemoModelServer>>
    listen(std::chrono::milliseconds flow = std::chrono::milliseconds(400));
    ~DemoModelServer() override;

    /// "http://127.0.0.1:PORT"
    QString baseUrl() const;
    /// Random for each start; as x-api-key or as a Bearer token.
    QString apiKey() const { return m_key; }
    int connectionCount() const { return m_connections; }

private:
    DemoModelServer(QString key, std::chrono::milliseconds flow);
    void accept();

    QString m_key;
    DemoApi m_api;
    std::chrono::milliseconds m_flow;
    QTcpServer m_server;
    int m_connections = 0;
};

} // namespace pilothouse
