#include "door/answer_writer.h"

#include "core/utc.h"
#include "door/front_door.h"
#include "door/http_engine.h"
#include "exchange/http_status.h"

#include <QDateTime>
#include <QLocale>
#include <QSslSocket>

#include <algorithm>
#include <sys/socket.h>

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
                     .toString(QDateTime::fromSecsSinceEpoch(now, kUtc),
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

bool neverHasBody(int status)
{
    return status == 204 || status == 304;
}

} // namespace

AnswerWriter::AnswerWriter(const ConnectionContext &context, QTcpSocket &socket,
                           const HttpHead &request)
    : m_context(context), m_socket(socket), m_request(request)
{
}

void AnswerWriter::open(HttpFields fields)
{
    m_fields = std::move(fields);
    m_framing = Framing::Unknown;
    m_isLast = !m_request.keepAlive;
}

void AnswerWriter::answer(RequestPipe::Request request)
{
    m_pipe = m_context.engine.open(*this, m_socket);
    m_pipe->feed(std::move(request)); // may be answered, and m_pipe be null again, after this
}

void AnswerWriter::leave()
{
    if (auto *pipe = std::exchange(m_pipe, nullptr))
        pipe->clientGone();
}

void AnswerWriter::refuse(int status, const QString &detail, const HttpFields &fields)
{
    leave();
    HttpFields all = HttpFields{{"content-type", "application/json"}} + fields;
    const auto &ownBody = m_context.door.refusalBody;
    const QByteArray body =
        ownBody ? ownBody(status, detail, all) : errorBodyAt(m_request.path, status, detail);
    answerHead(status, all, body.size());
    answerBody(body);
    answerDone();
}

void AnswerWriter::askForBody()
{
    write("HTTP/1.1 100 Continue\r\n\r\n");
}

void AnswerWriter::answerHead(int status, const HttpFields &fields, qint64 contentLength)
{
    const bool isEndless = contentLength < 0 && !neverHasBody(status);
    if (neverHasBody(status) || m_request.method == "HEAD")
        m_framing = Framing::Bodiless;
    else
        m_framing = isEndless && !m_request.http10 ? Framing::Chunked : Framing::Plain;
    m_isLast = isLast() || (isEndless && m_request.http10);
    write(headText(status, fields, contentLength));
    if (contentLength < 0)
        m_socket.flush(); // a stream: the client is to see that it has begun
}

QByteArray AnswerWriter::headText(int status, const HttpFields &fields, qint64 contentLength) const
{
    QByteArray text;
    text.reserve(kUsualHead);
    text += "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonPhrase(status) +
            "\r\ndate: " + httpDate() + "\r\n";
    appendFields(text, fields);
    appendFields(text, m_fields);
    for (const auto &common : m_context.door.commonFields)
        if (!hasField(fields, common.first) &&
            !hasField(m_fields, common.first)) // an answer may say it differently
            appendFields(text, {common});
    if (contentLength >= 0 && !neverHasBody(status))
        text += "content-length: " + QByteArray::number(contentLength) + "\r\n";
    else if (!neverHasBody(status) && !m_request.http10)
        text += "transfer-encoding: chunked\r\n";
    if (m_isLast)
        text += "connection: close\r\n";
    else if (m_request.http10)
        text += "connection: keep-alive\r\n";
    text += "\r\n";
    return text;
}

void AnswerWriter::answerBody(QByteArrayView part)
{
    if (m_framing == Framing::Plain)
        write(part);
    if (m_framing != Framing::Chunked)
        return;
    QByteArray chunk = QByteArray::number(part.size(), 16) + "\r\n";
    chunk.append(part).append("\r\n");
    write(chunk);
    m_socket.flush();
}

void AnswerWriter::answerDone()
{
    m_pipe = nullptr;
    if (m_framing == Framing::Chunked)
        write("0\r\n\r\n");
    m_socket.flush();
    onDone();
}

void AnswerWriter::answerBroken(bool begun)
{
    m_pipe = nullptr;
    if (begun)
        return onBroken();
    makeLast();
    refuse(500);
}

void AnswerWriter::write(QByteArrayView bytes)
{
    if (!isOpen()) // the client may have left since the last turn of the event loop
        return;
    if (pending() == 0)
        awaitProgress();
    m_socket.write(bytes.data(), bytes.size());
}

void AnswerWriter::shut()
{
    m_isShut = true;
    m_socket.flush();
    if (isTls())
        m_socket.disconnectFromHost();
    else
        noteProgress();
}

void AnswerWriter::awaitProgress()
{
    m_progress = Deadline(m_context.clock, m_context.limits.stallTimeout);
}

void AnswerWriter::noteProgress()
{
    awaitProgress();
    if (m_isShut && pending() == 0 && !isTls())
        // They read our last words although we still take theirs.
        ::shutdown(static_cast<int>(m_socket.socketDescriptor()), SHUT_WR);
    if (m_pipe && pending() < m_context.limits.lowWater)
        m_pipe->drained();
}

qint64 AnswerWriter::pending() const
{
    const auto *tls = qobject_cast<const QSslSocket *>(&m_socket);
    return m_socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

bool AnswerWriter::isTls() const
{
    return qobject_cast<const QSslSocket *>(&m_socket) != nullptr;
}

} // namespace pilothouse
