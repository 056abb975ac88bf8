#pragma once

#include "demo/demo_api.h"

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>

namespace pilothouse {

/// One client of the demo model: reads a request, writes its answer, then the next. Owns its
/// socket; tells by closed() that it is of no more use. The client may leave at any moment.
class DemoConnection : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DemoConnection)
public:
    /// Takes the socket; `api` must outlive this. `flow`: all pauses of a stream together, at most.
    DemoConnection(QTcpSocket *socket, const DemoApi &api, std::chrono::milliseconds flow,
                   QObject *parent);

signals:
    void closed();

private:
    void readMore();
    void leave();
    void serve();
    void send(const DemoAnswer &answer);
    void sendNextFrame();
    void finishAnswer();
    /// Answers and closes; what the client still sends is thrown away, so that it reads the answer.
    void refuse(const DemoAnswer &answer);
    void timedOut();

    QTcpSocket *m_socket; ///< a child of this
    const DemoApi &m_api;
    const std::chrono::milliseconds m_flow;
    DemoHttpReader m_reader;
    QByteArrayList m_frames; ///< of the answer under way
    bool m_answering = false;
    bool m_closing = false;   ///< the answer under way is the last
    bool m_lingering = false; ///< all is said; waiting for the client to hang up
    QTimer m_pace;            ///< between two frames
    QTimer m_deadline;        ///< for a request to come, a stalled write, a client to hang up
};

} // namespace pilothouse
