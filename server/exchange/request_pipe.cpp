#include "exchange/request_pipe.h"

#include "exchange/qt_http.h"

#include <QScopedValueRollback>

#include <cstring>

namespace pilothouse {

namespace {

RequestPipe *s_current = nullptr; // one thread runs all doors

qint64 sizeOf(const std::deque<QByteArray> &parts)
{
    qint64 size = 0;
    for (const QByteArray &part : parts)
        size += part.size();
    return size;
}

} // namespace

RequestPipe::RequestPipe(AnswerSink &sink, const QTcpSocket &client, QSet<RequestPipe *> &registry,
                         QObject *parent)
    : QTcpSocket(parent), m_sink(&sink), m_registry(&registry)
{
    registry.insert(this);
    setPeerAddress(client.peerAddress());
    setPeerPort(client.peerPort());
    setLocalAddress(client.localAddress());
    setLocalPort(client.localPort());
    QIODevice::open(ReadWrite); // buffered: QHttpServer reads single bytes
    setSocketState(ConnectedState);
}

RequestPipe::~RequestPipe()
{
    if (m_registry)
        m_registry->remove(this);
    setSocketState(UnconnectedState); // else ~QAbstractSocket says disconnected()
}

RequestPipe *RequestPipe::current()
{
    return s_current;
}

void RequestPipe::feed(Request request)
{
    const QScopedValueRollback here(s_current, this);
    m_head = std::move(request.head);
    m_principal = std::move(request.principal);
    m_peer = std::move(request.peer);
    m_input = std::move(request.body);
    m_input.push_front(bareHead(sizeOf(m_input)));
    emit readyRead();
    if (m_stage != Stage::Done && isTransactionStarted()) // QHttpServer wants more than there is
        breakAnswer();
}

/// The head as QHttpServer gets to see it: the method and the size, nothing that it could misread.
/// All else about the request is in head().
QByteArray RequestPipe::bareHead(qint64 bodySize) const
{
    // The connection drops the body of an answer to HEAD.
    const QByteArray method = m_head.method == "HEAD" ? QByteArray("GET") : m_head.method;
    QByteArray text = method + " / HTTP/1.1\r\nHost: localhost\r\n";
    if (bodySize > 0)
        text += "Content-Length: " + QByteArray::number(bodySize) + "\r\n";
    return text + "\r\n";
}

qint64 RequestPipe::bytesAvailable() const
{
    return QIODevice::bytesAvailable() + sizeOf(m_input) - m_read;
}

qint64 RequestPipe::readData(char *to, qint64 maxSize)
{
    qint64 done = 0;
    while (done < maxSize && !m_input.empty()) { // frees each part once it is read
        const QByteArray &part = m_input.front();
        const qint64 size = std::min<qint64>(maxSize - done, part.size() - m_read);
        std::memcpy(to + done, part.constData() + m_read, static_cast<size_t>(size));
        done += size;
        m_read += size;
        if (m_read == part.size()) {
            m_input.pop_front();
            m_read = 0;
        }
    }
    return done;
}

qint64 RequestPipe::writeData(const char *data, qint64 size)
{
    if (m_stage == Stage::Body)
        takeBody({data, size});
    else if (m_stage == Stage::Head)
        takeHead({data, size});
    return size; // surplus bytes after the answer go nowhere, ever
}

void RequestPipe::takeHead(QByteArrayView data)
{
    const qsizetype from = std::max<qsizetype>(0, m_answerHead.size() - 3);
    m_answerHead.append(data); // 6.4 writes a head in some twenty pieces
    const qsizetype end = m_answerHead.indexOf("\r\n\r\n", from);
    if (end < 0)
        return;
    const QByteArray all = std::exchange(m_answerHead, {});
    if (beginAnswer(QByteArrayView(all).first(end + 2)))
        takeBody(QByteArrayView(all).sliced(end + 4));
    else
        breakAnswer();
}

bool RequestPipe::beginAnswer(QByteArrayView head)
{
    constexpr qsizetype kStatusAt = 9; // "HTTP/1.1 200 OK"
    qsizetype lineEnd = head.indexOf("\r\n");
    if (lineEnd < kStatusAt + 3)
        return false;
    const int status = head.first(lineEnd).sliced(kStatusAt, 3).toByteArray().toInt();
    if (status < 200 || status > 599)
        return false;
    HttpFields fields;
    while (lineEnd + 2 < head.size()) {
        head = head.sliced(lineEnd + 2);
        lineEnd = head.indexOf("\r\n");
        const qsizetype colon = head.first(lineEnd).indexOf(':');
        if (colon <= 0)
            return false;
        const QByteArray name = head.first(colon).toByteArray().toLower();
        const QByteArray value = head.first(lineEnd).sliced(colon + 1).trimmed().toByteArray();
        if (name == "content-length")
            m_left = value.toLongLong();
        else if (name == "transfer-encoding")
            m_isChunked = true;
        else if (name != "connection" && name != "keep-alive")
            fields.append({name, value});
    }
    m_stage = Stage::Body;
    if (m_sink)
        m_sink->answerHead(status, fields, m_left);
    return true;
}

void RequestPipe::takeBody(QByteArrayView data)
{
    QByteArray plain;
    bool isLast = false;
    if (m_isChunked) {
        isLast = m_chunks.feed(data, plain) != ChunkDecoder::Result::More;
        data = plain;
    }
    if (m_left >= 0) {
        data = data.first(std::min<qint64>(data.size(), m_left));
        m_left -= data.size();
        isLast = isLast || m_left == 0;
    }
    if (m_sink && !data.isEmpty())
        m_sink->answerBody(data);
    if (isLast)
        endAnswer();
}

void RequestPipe::endAnswer()
{
    finish(m_stage == Stage::Body && m_left <= 0);
}

void RequestPipe::breakAnswer()
{
    finish(false);
}

void RequestPipe::finish(bool whole)
{
    if (m_stage == Stage::Done)
        return;
    const bool begun = std::exchange(m_stage, Stage::Done) == Stage::Body;
    m_input.clear();
    m_read = 0;
    if (AnswerSink *sink = std::exchange(m_sink, nullptr); sink && whole)
        sink->answerDone();
    else if (sink)
        sink->answerBroken(begun);
    setSocketState(UnconnectedState);
    emit disconnected(); // QHttpServer deletes the pipe, after the handler at the earliest
}

void RequestPipe::clientGone()
{
    m_sink = nullptr;
    if (const auto tell = std::exchange(onGone, nullptr))
        tell();
    if (!kQtWaitsForAnswers || m_stage == Stage::Done)
        return; // stays "connected" until the answer is complete
    setSocketState(UnconnectedState);
    emit disconnected();
}

void RequestPipe::drained()
{
    if (std::exchange(m_isDrainQueued, true))
        return;
    const auto tell = [this] {
        m_isDrainQueued = false;
        if (const auto handler = onDrain; handler && m_sink)
            handler();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

void RequestPipe::shutDown()
{
    m_stage = Stage::Done;
    m_sink = nullptr;
    m_registry = nullptr;
    if (const auto tell = std::exchange(onShutDown, nullptr))
        tell();
}

} // namespace pilothouse

#include "moc_request_pipe.cpp"
