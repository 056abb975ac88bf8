#pragma once

#include <QHash>
#include <QTcpServer>

#include <chrono>

class QTcpSocket;

namespace pilothouse {

/// Claude's Messages API as far as a bench needs it: each request is answered after a while, as a
/// stream; by a click, until a run has had its calls, then by the end of the run. Main thread.
class StandInModel
{
public:
    StandInModel();
    QString baseUrl() const;

    std::chrono::milliseconds thinking{3'000};
    int callsOfRun = 5;
    qint64 requests = 0;
    qint64 bytes = 0; ///< of their bodies

private:
    void read(QTcpSocket *socket);
    QByteArray answerTo(const QByteArray &body);

    QHash<QTcpSocket *, QByteArray> m_buffers;
    QTcpServer m_server;
};

} // namespace pilothouse
