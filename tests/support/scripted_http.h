#pragma once

#include <QHash>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <chrono>

class QTcpSocket;

namespace pilothouse {

/// An HTTP/1.1 server on loopback that answers each request with the next entry of a script and
/// remembers what it was asked. For tests of HTTP clients. Main thread.
class ScriptedHttp : public QObject
{
    Q_OBJECT
public:
    struct Request
    {
        QByteArray line;                       ///< "POST /v1/messages HTTP/1.1"
        QHash<QByteArray, QByteArray> headers; ///< names in lower case
        QByteArray body;
    };

    /// What is written to the socket, piece by piece.
    struct Answer
    {
        QByteArrayList pieces;
        bool close = false; ///< cut the connection after the last piece
        bool mute = false;  ///< then say nothing, for ever
        bool again = false; ///< then the last piece again, for ever

        /// A whole answer with a Content-Length.
        static Answer text(int status, const QByteArray &body, const QByteArrayList &headers = {});
        /// An event stream, chunked, in pieces of `pieceSize` bytes (0: one piece).
        static Answer stream(const QByteArray &events, qsizetype pieceSize = 0);
        /// The same, but the connection breaks after the events.
        static Answer brokenStream(const QByteArray &events);
        /// The same, but nothing follows the events and the connection stays.
        static Answer silentStream(const QByteArray &events);
        /// The same, but then `rest` again and again, without an end.
        static Answer endlessStream(const QByteArray &events, const QByteArray &rest);
        /// The connection is closed without a word.
        static Answer hangUp();
        /// The request is read, nothing is ever answered.
        static Answer silence();
    };

    explicit ScriptedHttp(quint16 port = 0); ///< 0: any that is free

    QString baseUrl() const;
    void then(const Answer &answer);
    const QList<Request> &requests() const { return m_requests; }
    /// Requests that came when the script was over; they are answered with status 599.
    int unexpected() const { return m_unexpected; }
    int openConnections() const { return m_open; }

signals:
    void requested();
    void connectionClosed();

private:
    void accept();
    void read(QTcpSocket *socket);
    void play(QTcpSocket *socket, const Answer &answer);
    void writeNext(QTcpSocket *socket, const Answer &answer, qsizetype piece);

    QList<Answer> m_script;
    QList<Request> m_requests;
    QHash<QTcpSocket *, QByteArray> m_buffers;
    int m_unexpected = 0;
    int m_open = 0;
    QTcpServer m_server; // last: its sockets still report to the others when they go
};

} // namespace pilothouse
