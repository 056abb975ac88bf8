#include "door/http_connection.h"

#include "core/log.h"
#include "door/front_door.h"
#include "door/http_engine.h"
#include "door/upgrade_desk.h"
#include "exchange/router.h"

#include <QScopedValueRollback>
#include <QTcpSocket>

#include <algorithm>

namespace pilothouse {

namespace {

constexpr int kStepsPerTurn = 64; ///< then other connections get theirs
/// QWebSocketServer takes lines of up to 8 KiB, with what is between name and value and their end.
constexpr qsizetype kLongestUpgradeLine = 8 * 1024 - 16;

bool hasLongLine(const HttpFields &fields)
{
    return std::any_of(fields.begin(), fields.end(), [](const auto &field) {
        return field.first.size() + field.second.size() > kLongestUpgradeLine;
    });
}

bool isPrintable(char character)
{
    return character > 0x20 && character < 0x7f;
}

} // namespace

void HttpConnection::pump()
{
    if (m_isPumping)
        return;
    const QScopedValueRollback guard(m_isPumping, true);
    for (int count = 0; count < kStepsPerTurn; ++count)
        if (!m_socket || !step())
            return;
    pumpLater();
}

void HttpConnection::pumpLater()
{
    QMetaObject::invokeMethod(this, &HttpConnection::pump, Qt::QueuedConnection);
}

/// False: nothing to do until more bytes come, or an answer is complete.
bool HttpConnection::step()
{
    switch (m_state) {
    case State::Head:
        return readHead();
    case State::Body:
        return readBody();
    case State::Closing:
        m_socket->skip(m_socket->bytesAvailable());
        return false;
    default:
        return false;
    }
}

bool HttpConnection::readHead()
{
    const qint64 size = std::min<qint64>(m_socket->bytesAvailable(), m_limits.headBytes + 1);
    if (size <= 0 || isFull()) // a client that does not read gets no further answers
        return false;
    const QByteArray bytes = m_socket->peek(size); // an upgrade needs them in the socket
    if (m_isFresh && bytes.startsWith("\r\n")) {   // RFC 9112, section 2.2
        m_socket->skip(2);
        return true;
    }
    if (m_isFresh && bytes == "\r")
        return false;
    if (std::exchange(m_isFresh, false))
        allowFor(m_limits.headTimeout);
    return takeHead(bytes);
}

bool HttpConnection::takeHead(QByteArrayView bytes)
{
    m_head = {};
    m_verdict = {};
    const qsizetype size = headSize(bytes, m_searched);
    if (size < 0 || !isPrintable(bytes[0])) { // e.g. TLS on the plain port
        refuse(400);
        return true;
    }
    if (size > m_limits.headBytes || (size == 0 && bytes.size() > m_limits.headBytes)) {
        refuse(431);
        return true;
    }
    if (size == 0)
        return false;
    auto head = parseHead(bytes.first(size), m_limits);
    if (!head) {
        refuse(head.error());
        return true;
    }
    m_head = std::move(*head);
    m_client = m_context.door.proxies.clientOf(m_head, m_peer);
    decide(size);
    return true;
}

void HttpConnection::decide(qsizetype headBytes)
{
    try {
        if (m_context.door.gate)
            m_verdict = m_context.door.gate(m_head, m_client);
        if (m_verdict.refusal != 0)
            return turnDown(headBytes);
        if (m_head.webSocket)
            return upgrade(headBytes);
        m_socket->skip(headBytes);
        expectBody(std::max(m_limits.bodyBytes,
                            m_head.hasBody() ? m_context.router.largestBody(m_head) : 0));
    } catch (const std::exception &exception) {
        qCWarning(logHttp) << "A gate failed:" << exception.what();
        refuse(500);
    } catch (...) {
        refuse(500);
    }
}

/// What the gate said no to. The connection goes on if there is nothing to read that nobody wants.
void HttpConnection::turnDown(qsizetype headBytes)
{
    m_keepAlive = m_head.keepAlive && !m_head.hasBody() && !m_head.webSocket;
    if (!m_keepAlive)
        return refuse(m_verdict.refusal, m_verdict.detail);
    m_socket->skip(headBytes);
    m_state = State::Answering;
    answerRefusal(m_verdict.refusal, m_verdict.detail);
    answerDone();
}

void HttpConnection::expectBody(qint64 limit)
{
    m_keepAlive = m_head.keepAlive;
    if (m_head.contentLength > limit)
        return refuse(413);
    m_body = RequestBody(m_head, limit);
    if (!m_head.hasBody())
        return dispatch();
    if (m_head.expectContinue && !m_head.http10 && m_socket->bytesAvailable() == 0)
        write("HTTP/1.1 100 Continue\r\n\r\n");
    m_state = State::Body;
    m_bodyEnd = QDeadlineTimer(m_limits.bodyTimeout);
    allowFor(m_limits.bodyStallTimeout);
}

bool HttpConnection::readBody()
{
    if (m_socket->bytesAvailable() == 0)
        return false;
    m_deadline = std::min(QDeadlineTimer(m_limits.bodyStallTimeout), m_bodyEnd);
    switch (m_body.read(*m_socket)) {
    case RequestBody::Result::More:
        break;
    case RequestBody::Result::Done:
        dispatch();
        break;
    case RequestBody::Result::Bad:
        refuse(400);
        break;
    case RequestBody::Result::TooLarge:
        refuse(413);
        break;
    }
    return true;
}

void HttpConnection::dispatch()
{
    m_state = State::Answering;
    allowFor(m_limits.answerTimeout);
    m_pipe = m_context.engine.open(*this, *m_socket);
    // May be answered, and m_pipe be null again, when this returns.
    m_pipe->feed({m_head, m_verdict.principal, m_client, m_body.take()});
}

void HttpConnection::upgrade(qsizetype headBytes)
{
    QStringList arguments;
    UpgradeHandler handler = m_context.router.upgradeHandler(m_head.path, arguments);
    if (!handler)
        return refuse(404);
    if (m_head.value("sec-websocket-version") != "13")
        return refuse(426, {}, {{"upgrade", "websocket"}, {"sec-websocket-version", "13"}});
    const QByteArray key = m_head.value("sec-websocket-key");
    if (key.size() != 24 || QByteArray::fromBase64(key).size() != 16)
        return refuse(400);
    if (m_socket->bytesAvailable() > headBytes) // frames before the 101 would get lost
        return refuse(400);
    if (hasLongLine(m_head.fields)) // QWebSocketServer would close without a word
        return refuse(431);
    QTcpSocket *socket = std::exchange(m_socket, nullptr);
    socket->disconnect(this);
    m_context.upgrades.handOver(socket, std::move(handler),
                                Upgrade{m_head, m_verdict.principal, std::move(arguments)});
    leave();
    deleteLater();
}

} // namespace pilothouse
