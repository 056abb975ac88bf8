#include "door/http_connection.h"

#include "door/socket_census.h"
#include "door/upgrade_desk.h"

#include <QScopedValueRollback>
#include <QSslSocket>

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qint64 kReadBuffer = 64 * 1024;
constexpr std::chrono::milliseconds kLateTime{2'000}; ///< to begin with a request
constexpr int kStepsPerTurn = 64;                     ///< then other connections get theirs

} // namespace

HttpConnection::HttpConnection(const ConnectionContext &context, QTcpSocket *socket,
                               QHostAddress peer, QObject *parent)
    : QObject(parent), m_context(context), m_limits(context.limits), m_socket(socket), m_peer(peer),
      m_reader(m_limits), m_writer(context, *socket, m_reader.head()), m_held(context.held)
{
    socket->setParent(this);
    socket->setReadBufferSize(kReadBuffer);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    // Queued: a write that fails must not call back into the code that is writing.
    connect(
        socket, &QTcpSocket::disconnected, this,
        [this] {
            leave();
            deleteLater();
        },
        Qt::QueuedConnection);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::pump);
    connect(socket, &QTcpSocket::bytesWritten, this, &HttpConnection::onRoom);
    if (auto *tls = qobject_cast<QSslSocket *>(socket))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::onRoom);
    m_writer.onDone = [this] { goOn(); };
    m_writer.onBroken = [this] { breakOff(); };
    enter(State::Handshake, m_limits.handshakeTimeout);
}

void HttpConnection::enter(State state, std::chrono::milliseconds time)
{
    m_state = state;
    m_deadline = Deadline(m_context.clock, time);
}

void HttpConnection::start()
{
    enter(State::Idle, m_isLate ? std::min(kLateTime, m_limits.headTimeout) : m_limits.headTimeout);
    if (m_socket->bytesAvailable() > 0)
        pumpLater();
}

void HttpConnection::leave()
{
    m_state = State::Over;
    m_writer.leave();
}

void HttpConnection::checkDeadline()
{
    if (m_state == State::Over)
        return;
    if (m_writer.isStalled())
        return cut();
    if (!m_deadline.hasPassed())
        return;
    const bool isTaking = m_writer.pending() > 0; // of the last answer
    if (m_state == State::Answering && !m_writer.hasBegun())
        refuse(504);
    else if (m_state == State::Head || m_state == State::Body)
        refuse(408);
    else if (m_state == State::Idle && isTaking)
        enter(State::Idle, m_limits.idleTimeout);
    else if (m_state == State::Closing && isTaking)
        enter(State::Closing, m_limits.lingerTime);
    else if (m_state != State::Answering)
        cut();
}

void HttpConnection::windUp()
{
    if (m_state == State::Handshake || m_state == State::Idle)
        closeGently();
}

void HttpConnection::cut()
{
    if (m_state != State::Over)
        m_socket->abort();
}

void HttpConnection::judgeNow()
{
    if (m_state == State::Idle || m_state == State::Head)
        m_socket->waitForReadyRead(0);
    if (isLate())
        cut();
}

void HttpConnection::pump()
{
    if (m_isPumping)
        return;
    const QScopedValueRollback guard(m_isPumping, true);
    for (int count = 0; count < kStepsPerTurn; ++count)
        if (!step())
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
    case State::Idle:
    case State::Head:
        return !m_writer.isFull() && read(); // who does not read gets no further answers
    case State::Body:
        return read();
    case State::Closing:
        m_socket->skip(m_socket->bytesAvailable());
        return false;
    default:
        return false;
    }
}

bool HttpConnection::read()
{
    const qint64 most = m_state == State::Body ? kReadBuffer : m_limits.headBytes + 1;
    const qint64 size = std::min(m_socket->bytesAvailable(), most);
    const QByteArray bytes = m_socket->peek(size); // an upgrade leaves them there
    if (bytes.isEmpty())
        return false;
    QByteArrayView rest = bytes;
    const RequestReader::Found found = m_reader.read(rest);
    const qsizetype used = bytes.size() - rest.size();
    if (found == RequestReader::Found::Head) {
        decide(used);
        return true;
    }
    m_socket->skip(used);
    if (found == RequestReader::Found::Fault)
        refuse(m_reader.fault(), {}, m_reader.faultDetail());
    else if (found == RequestReader::Found::Request)
        dispatch();
    else
        noteBytes(used);
    return used > 0 || found == RequestReader::Found::Fault;
}

/// A part of a request has come.
void HttpConnection::noteBytes(qsizetype bytes)
{
    if (m_state == State::Body) {
        m_held.add(bytes);
        m_deadline =
            Deadline::first(Deadline(m_context.clock, m_limits.bodyStallTimeout), m_bodyEnd);
        if (m_held.ofAll() > m_limits.heldBytes)
            refuse(503, {{"retry-after", "5"}});
    } else if (m_state == State::Idle && m_reader.hasBegun())
        enter(State::Head, m_limits.headTimeout);
}

void HttpConnection::decide(qsizetype headBytes)
{
    HttpHead &head = m_reader.head();
    m_admission = admit(m_context, head, m_peer);
    const Verdict &verdict = m_admission.verdict;
    m_writer.open(verdict.fields);
    if (!hasRoom(verdict)) {
        m_socket->skip(headBytes);
        return refuse(503, {{"retry-after", "5"}});
    }
    if (m_admission.upgrade && verdict.refusal == 0)
        return upgrade(headBytes);
    m_socket->skip(headBytes);
    if (verdict.refusal == 0)
        return expectBody();
    // The connection goes on if there is nothing to read that nobody wants.
    if (head.hasBody() || head.webSocket)
        m_writer.makeLast();
    m_state = State::Answering;
    m_writer.refuse(verdict.refusal, verdict.detail);
}

/// Whether it is answered at all, beyond the limits.
bool HttpConnection::hasRoom(const Verdict &verdict)
{
    if (verdict.standing == Standing::Known) {
        m_context.census.makeKnown(m_socket);
        m_isLate = false;
    }
    if (!m_isLate)
        return true;
    m_writer.makeLast();
    return verdict.standing == Standing::Guest && !m_reader.head().webSocket;
}

void HttpConnection::expectBody()
{
    const HttpHead &head = m_reader.head();
    const RequestReader::Found found = m_reader.expectBody(m_admission.largestBody);
    if (found == RequestReader::Found::Fault)
        return refuse(m_reader.fault(), {}, m_reader.faultDetail());
    if (found == RequestReader::Found::Request)
        return dispatch();
    if (head.expectContinue && !head.http10 && m_socket->bytesAvailable() == 0)
        m_writer.askForBody();
    m_bodyEnd = Deadline(m_context.clock, m_limits.bodyTimeout);
    enter(State::Body, m_limits.bodyStallTimeout);
}

void HttpConnection::upgrade(qsizetype headBytes)
{
    if (m_socket->bytesAvailable() > headBytes) // frames before the 101 would get lost
        return refuse(400);
    m_socket->disconnect(this);
    leave();
    m_context.upgrades.handOver(
        m_socket, m_context.held, std::move(m_admission.upgrade),
        Upgrade{m_reader.head(), m_admission.verdict.principal, std::move(m_admission.arguments)});
    deleteLater();
}

void HttpConnection::dispatch()
{
    m_held.set(0);
    enter(State::Answering, m_limits.answerTimeout);
    m_writer.answer(
        {m_reader.head(), m_admission.verdict.principal, m_admission.client, m_reader.takeBody()});
}

void HttpConnection::refuse(int status, const HttpFields &fields, const QString &detail)
{
    (void)m_reader.takeBody();
    m_held.set(0);
    m_state = State::Answering;
    m_writer.makeLast();
    m_writer.refuse(status, detail, fields);
}

/// An answer is written.
void HttpConnection::goOn()
{
    if (m_writer.isLast())
        return closeGently();
    m_reader.next();
    m_writer.open({});
    enter(State::Idle, m_limits.idleTimeout);
    if (!m_isPumping && m_socket->bytesAvailable() > 0)
        pumpLater();
}

/// An answer is cut short: no last chunk, or fewer bytes than announced.
void HttpConnection::breakOff()
{
    enter(State::Closing, m_limits.lingerTime);
    m_socket->disconnectFromHost();
}

/// The client has taken bytes.
void HttpConnection::onRoom()
{
    m_writer.noteProgress();
    const bool isReading = m_state == State::Idle || m_state == State::Head;
    if (isReading && m_socket->bytesAvailable() > 0 && m_writer.pending() < m_limits.lowWater)
        pumpLater();
}

void HttpConnection::closeGently()
{
    enter(State::Closing, m_limits.lingerTime);
    m_writer.shut();
    pumpLater();
}

} // namespace pilothouse

#include "moc_http_connection.cpp"
