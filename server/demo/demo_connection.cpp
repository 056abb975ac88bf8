#include "demo/demo_connection.h"

#include "core/log.h"

namespace pilothouse {

using namespace std::chrono_literals;

namespace {

constexpr auto kIdle = 60s;    ///< between two requests
constexpr auto kRequest = 30s; ///< from the first byte of a request to its last
constexpr auto kStall = 60s;   ///< without a byte taken by the client
constexpr auto kLinger = 2s;
constexpr auto kLongestPause = 12ms; ///< between two frames
/// A client that does not read gets no more than this ahead.
constexpr qint64 kMaxPending = 256 * 1024;
constexpr qint64 kReadBuffer = 256 * 1024;

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 413:
        return "Content Too Large";
    default:
        return status < 500 ? "Bad Request" : "Server Error";
    }
}

QByteArray headOf(const DemoAnswer &answer, bool closing)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' +
                      reason(answer.status) + "\r\ncontent-type: " + answer.contentType +
                      "\r\ncache-control: no-store\r\n";
    for (const auto &[name, value] : answer.headers)
        head += name + ": " + value + "\r\n";
    head += answer.frames.isEmpty() ? "content-length: " + QByteArray::number(answer.body.size())
                                    : QByteArray("transfer-encoding: chunked");
    return head + "\r\nconnection: " + (closing ? "close" : "keep-alive") + "\r\n\r\n";
}

} // namespace

DemoConnection::DemoConnection(QTcpSocket *socket, const DemoApi &api,
                               std::chrono::milliseconds flow, QObject *parent)
    : QObject(parent), m_socket(socket), m_api(api), m_flow(flow)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kReadBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_pace.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(m_socket, &QTcpSocket::readyRead, this, &DemoConnection::readMore);
    connect(m_socket, &QTcpSocket::disconnected, this, &DemoConnection::leave);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        if (m_answering)
            m_deadline.start(kStall);
        if (m_answering && !m_pace.isActive() && m_socket->bytesToWrite() < kMaxPending)
            sendNextFrame();
    });
    connect(&m_pace, &QTimer::timeout, this, &DemoConnection::sendNextFrame);
    connect(&m_deadline, &QTimer::timeout, this, &DemoConnection::timedOut);
    m_deadline.start(kIdle);
    // Queued: the owner must be listening, and the client may be gone already.
    QMetaObject::invokeMethod(this, &DemoConnection::readMore, Qt::QueuedConnection);
}

void DemoConnection::leave()
{
    m_pace.stop();
    m_deadline.stop();
    m_frames.clear();
    emit closed();
}

void DemoConnection::readMore()
{
    if (m_socket->state() == QAbstractSocket::UnconnectedState)
        return leave();
    if (m_lingering) {
        m_socket->readAll();
        return;
    }
    // While an answer is under way the next request waits in the socket's bounded buffer.
    if (m_answering)
        return;
    const bool wasIdle = m_reader.isIdle();
    m_reader.feed(m_socket->readAll());
    if (wasIdle && !m_reader.isIdle())
        m_deadline.start(kRequest);
    serve();
}

void DemoConnection::serve()
{
    if (m_reader.state() == DemoHttpReader::State::Failed)
        return refuse(DemoApi::error(m_reader.status(), "The request is not acceptable HTTP."));
    if (!m_reader.hasHead())
        return;
    if (m_reader.state() == DemoHttpReader::State::Body) {
        // Not a byte of a large body is read for somebody without the key.
        if (const auto refused = m_api.refuseEarly(m_reader.request()))
            return refuse(*refused);
        if (m_reader.takeExpectation())
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        return;
    }
    const DemoHttpRequest request = m_reader.take();
    m_closing = request.header("connection").toLower().contains("close");
    m_deadline.start(kStall);
    send(m_api.answer(request));
}

void DemoConnection::send(const DemoAnswer &answer)
{
    m_answering = true;
    m_socket->write(headOf(answer, m_closing));
    if (answer.frames.isEmpty()) {
        m_socket->write(answer.body);
        finishAnswer();
        return;
    }
    m_frames = answer.frames;
    const auto pause = m_flow / m_frames.size();
    m_pace.setInterval(std::chrono::duration_cast<std::chrono::milliseconds>(
        qMin<std::chrono::milliseconds>(pause, kLongestPause)));
    sendNextFrame();
}

void DemoConnection::sendNextFrame()
{
    if (m_frames.isEmpty() || m_socket->bytesToWrite() >= kMaxPending)
        return; // bytesWritten() comes back here
    const QByteArray frame = m_frames.takeFirst();
    m_socket->write(QByteArray::number(frame.size(), 16) + "\r\n" + frame + "\r\n");
    if (!m_frames.isEmpty()) {
        m_pace.start();
        return;
    }
    m_socket->write("0\r\n\r\n");
    finishAnswer();
}

void DemoConnection::finishAnswer()
{
    m_answering = false;
    if (m_closing) {
        m_socket->disconnectFromHost(); // after all is written
        m_deadline.start(kStall);
        return;
    }
    m_deadline.start(kIdle);
    // The next request may be here already: from the event loop, or a client could nest us deep.
    QMetaObject::invokeMethod(this, &DemoConnection::readMore, Qt::QueuedConnection);
}

void DemoConnection::refuse(const DemoAnswer &answer)
{
    m_closing = true;
    m_lingering = true;
    m_socket->write(headOf(answer, true));
    m_socket->write(answer.body);
    m_socket->flush();
    m_deadline.start(kLinger);
    m_socket->readAll();
}

void DemoConnection::timedOut()
{
    const bool stalled = m_answering || m_closing;
    if (stalled || m_reader.isIdle())
        return m_socket->abort();
    qCInfo(logModel) << "demo model: a request did not arrive in time";
    refuse(DemoApi::error(408, "The request did not arrive in time."));
}

} // namespace pilothouse

#include "moc_demo_connection.cpp"
