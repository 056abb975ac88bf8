#pragma once

#include "core/alarm.h"

#include <QTcpServer>

#include <functional>

namespace pilothouse {

class RequestPipe;

/// The listening socket that QHttpServer is bound to. It gives accepted descriptors to the door
/// instead of to QHttpServer, which gets RequestPipes.
class Listener final : public QTcpServer
{
    Q_OBJECT
public:
    Listener(const Clock &clock, QObject *parent);

    /// Takes each accepted descriptor. To be set before listen().
    std::function<void(qintptr descriptor)> onAccepted;

    /// QHttpServer takes it at once, also when this listens no more.
    void offer(RequestPipe *pipe);

    bool hasPendingConnections() const override { return m_offered != nullptr; }
    QTcpSocket *nextPendingConnection() override;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    RequestPipe *m_offered = nullptr;
    Alarm m_nextTry; ///< at accepting
};

} // namespace pilothouse
