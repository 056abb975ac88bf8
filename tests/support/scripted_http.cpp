#include "support/scripted_http.h"

#include <QTcpSocket>
#include <QTimer>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray head(int status, const QByteArrayList &headers)
{
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n";
    for (const QByteArray &header : headers)
        text += header + "\r\n";
    return text + "\r\n";
}

QByteArray transferred(const QByteArray &bytes)
{
    return QByteArray::number(bytes.size(), 16) + "\r\n" + bytes + "\r\n";
}

QByteArray streamHead()
{
    return head(200, {"Content-Type: text/event-stream; charset=utf-8",
                      "Transfer-Encoding: chunked", "request-id: req_scripted"});
}

} // namespace

ScriptedHttp::Answer ScriptedHttp::Answer::text(int status, const QByteArray &body,
                                                const QByteArrayList &headers)
{
    const QByteArray length = "Content-Length: " + QByteArray::number(body.size());
    return {.pieces = {head(status, headers + QByteArrayList{length}) + body}};
}

ScriptedHttp::Answer ScriptedHttp::Answer::stream(const QByteArray &events, qsizetype pieceSize)
{
    Answer answer{.pieces = {streamHead()}};
    const qsizetype step = pieceSize > 0 ? pieceSize : std::max<qsizetype>(events.size(), 1);
    for (qsizetype at = 0; at < events.size(); at += step)
        answer.pieces += transferred(events.mid(at, step));
    answer.pieces += "0\r\n\r\n";
    return answer;
}

ScriptedHttp::Answer ScriptedHttp::Answer::brokenStream(const QByteArray &events)
{
    Answer answer = silentStream(events);
    answer.close = true;
    return answer;
}

ScriptedHttp::Answer ScriptedHttp::Answer::silentStream(const QByteArray &events)
{
    Answer answer{.pieces = {streamHead()}, .mute = true};
    if (!events.isEmpty())
        answer.pieces += transferred(events);
    return answer;
}

ScriptedHttp::Answer ScriptedHttp::Answer::endlessStream(const QByteArray &events,
                                                         const QByteArray &rest)
{
    Answer answer = silentStream(events);
    answer.pieces += transferred(rest);
    answer.again = true;
    return answer;
}

ScriptedHttp::Answer ScriptedHttp::Answer::hangUp()
{
    return {.pieces = {}, .close = true};
}

ScriptedHttp::Answer ScriptedHttp::Answer::silence()
{
    return {.pieces = {}, .mute = true};
}

ScriptedHttp::ScriptedHttp(quint16 port)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedHttp::accept);
    m_server.listen(QHostAddress::LocalHost, port);
}

QString ScriptedHttp::baseUrl() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort());
}

void ScriptedHttp::then(const Answer &answer)
{
    m_script += answer;
}

void ScriptedHttp::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_open;
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_open;
            m_buffers.remove(socket);
            socket->deleteLater();
            emit connectionClosed();
        });
    }
}

void ScriptedHttp::read(QTcpSocket *socket)
{
    QByteArray &buffer = m_buffers[socket];
    buffer += socket->readAll();
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    QByteArrayList lines = buffer.first(headEnd).split('\n');
    Request request{.line = lines.takeFirst().trimmed(), .headers = {}, .body = {}};
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (buffer.size() < headEnd + 4 + length)
        return;
    request.body = buffer.sliced(headEnd + 4, length);
    buffer.remove(0, headEnd + 4 + length);
    m_requests += request;
    if (m_script.isEmpty())
        ++m_unexpected;
    play(socket, m_script.isEmpty() ? Answer::text(599, "script is over") : m_script.takeFirst());
    emit requested();
}

void ScriptedHttp::play(QTcpSocket *socket, const Answer &answer)
{
    writeNext(socket, answer, 0);
}

void ScriptedHttp::writeNext(QTcpSocket *socket, const Answer &answer, qsizetype piece)
{
    if (answer.again)
        piece = std::min(piece, answer.pieces.size() - 1);
    if (piece < answer.pieces.size()) {
        socket->write(answer.pieces.at(piece));
        socket->flush();
        // One turn of the event loop between two pieces: each is a packet of its own. What has no
        // end must leave its reader the time to read it.
        const std::chrono::milliseconds pause(answer.again ? 1 : 0);
        QTimer::singleShot(pause, socket,
                           [this, socket, answer, piece] { writeNext(socket, answer, piece + 1); });
    } else if (answer.close) {
        socket->disconnectFromHost();
    }
}

} // namespace pilothouse

#include "moc_scripted_http.cpp"
