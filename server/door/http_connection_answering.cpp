#include "door/http_connection.h"

#include "door/front_door.h"
#include "exchange/http_status.h"
#include "exchange/request_pipe.h"

#include <QDateTime>
#include <QLocale>
#include <QSslSocket>

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kUsualHead = 1500; // bytes

/// RFC 9110, section 5.6.7. Printed once a second: it is in every answer.
QByteArray httpDate()
{
    static qint64 s_printed = 0;
    static QByteArray s_text;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (std::exchange(s_printed, now) != now)
        s_text = QLocale::c()
                     .toString(QDateTime::fromSecsSinceEpoch(now, Qt::UTC),
                               QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
                     .toLatin1();
    return s_text;
}

bool hasField(const HttpFields &fields, const QByteArray &name)
{
    return std::any_of(fields.begin(), fields.end(), [&](const auto &field) {
        return field.first.compare(name, Qt::CaseInsensitive) == 0;
    });
}

void appendFields(QByteArray &text, const HttpFields &fields)
{
    for (const auto &[name, value] : fields)
        text += name + ": " + value + "\r\n";
}

} // namespace

void HttpConnection::refuse(int status, const QString &detail, const HttpFields &fields)
{
    m_keepAlive = false;
    answerRefusal(status, detail, fields);
    closeGently();
}

void HttpConnection::answerRefusal(int status, const QString &detail, const HttpFields &fields)
{
    const QByteArray body = errorBody(status, detail);
    answerHead(status, HttpFields{{"content-type", "application/json"}} + fields, body.size());
    answerBody(body);
}

/// The answer did not begin in time.
void HttpConnection::giveUpAnswer()
{
    if (auto *pipe = std::exchange(m_pipe, nullptr))
        pipe->clientGone();
    refuse(504);
}

void HttpConnection::answerHead(int status, const HttpFields &fields, qint64 contentLength)
{
    const bool neverHasBody = status == 204 || status == 304;
    m_isBodiless = neverHasBody || m_head.method == "HEAD";
    m_isChunked = contentLength < 0 && !neverHasBody && !m_head.http10;
    m_keepAlive =
        m_keepAlive && !m_context.isDraining && (contentLength >= 0 || m_isChunked || neverHasBody);
    m_deadline = QDeadlineTimer(QDeadlineTimer::Forever);
    write(answerHeadText(status, fields, contentLength));
    if (contentLength < 0)
        m_socket->flush(); // a stream: the client is to see that it has begun
}

QByteArray HttpConnection::answerHeadText(int status, const HttpFields &fields,
                                          qint64 contentLength) const
{
    QByteArray text;
    text.reserve(kUsualHead);
    text += "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) +
            "\r\ndate: " + httpDate() + "\r\n";
    appendFields(text, fields);
    appendFields(text, m_verdict.fields);
    for (const auto &common : m_context.door.commonFields)
        if (!hasField(fields, common.first)) // an answer may say it differently
            appendFields(text, {common});
    if (m_isChunked)
        text += "transfer-encoding: chunked\r\n";
    else if (contentLength >= 0 && status != 204 && status != 304)
        text += "content-length: " + QByteArray::number(contentLength) + "\r\n";
    if (!m_keepAlive)
        text += "connection: close\r\n";
    else if (m_head.http10)
        text += "connection: keep-alive\r\n";
    text += "\r\n";
    return text;
}

void HttpConnection::answerBody(QByteArrayView part)
{
    if (m_isBodiless)
        return;
    if (!m_isChunked)
        return write(part);
    const QByteArray size = QByteArray::number(part.size(), 16);
    write(QByteArray(size + "\r\n" + part.toByteArray() + "\r\n"));
    m_socket->flush();
}

void HttpConnection::write(QByteArrayView bytes)
{
    if (!isOpen()) // the client may have left since the last turn of the event loop
        return;
    if (pending() == 0)
        m_sinceProgress.restart();
    m_socket->write(bytes.data(), bytes.size());
}

void HttpConnection::answerDone()
{
    m_pipe = nullptr;
    if (m_isChunked && !m_isBodiless)
        write("0\r\n\r\n");
    m_socket->flush();
    if (!m_keepAlive || m_context.isDraining)
        return closeGently();
    m_state = State::Head;
    m_isFresh = true;
    m_searched = 0;
    allowFor(m_limits.idleTimeout);
    if (!m_isPumping && m_socket->bytesAvailable() > 0)
        pumpLater();
}

void HttpConnection::answerBroken(bool begun)
{
    m_pipe = nullptr;
    if (!begun)
        return refuse(500);
    // Cut short: no last chunk, or fewer bytes than announced.
    m_state = State::Closing;
    allowFor(m_limits.lingerTime);
    m_socket->disconnectFromHost();
}

qint64 HttpConnection::pending() const
{
    if (!m_socket)
        return 0;
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

bool HttpConnection::isOpen() const
{
    return m_socket && m_socket->state() == QAbstractSocket::ConnectedState;
}

} // namespace pilothouse
