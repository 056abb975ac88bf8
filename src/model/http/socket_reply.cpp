#include "model/http/socket_reply.h"

#include <QNetworkProxy>

#include <algorithm>
#include <cstring>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostOfHead = 64 * 1024;

int defaultPort(const QUrl &url)
{
    return url.scheme() == "https"_L1 ? 443 : 80;
}

QByteArray headOf(const QNetworkRequest &request, qsizetype length)
{
    const QUrl url = request.url();
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    if (url.port() > 0)
        host += ':' + QByteArray::number(url.port());
    const QByteArray target =
        url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    QByteArray head = "POST " + target + " HTTP/1.1\r\nHost: " + host +
                      "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(length) +
                      "\r\n";
    for (const QByteArray &name : request.rawHeaderList())
        head += name + ": " + request.rawHeader(name) + "\r\n";
    return head + "\r\n";
}

} // namespace

SocketReply::SocketReply(const QNetworkRequest &request, QByteArray body,
                         const QNetworkProxy &proxy)
    : m_body(std::move(body))
{
    const QUrl url = request.url();
    setRequest(request);
    setUrl(url);
    setOperation(QNetworkAccessManager::PostOperation);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    m_socket.setProxy(proxy);
    connect(&m_socket, &QSslSocket::bytesWritten, this,
            [this](qint64 bytes) { emit uploadProgress(bytes, m_body.size()); });
    connect(&m_socket, &QSslSocket::readyRead, this, &SocketReply::receive);
    connect(&m_socket, &QSslSocket::disconnected, this, [this] {
        receive();
        lose(QNetworkReply::RemoteHostClosedError);
    });
    connect(&m_socket, &QSslSocket::errorOccurred, this, [this](QAbstractSocket::SocketError code) {
        receive();
        const bool tls = code == QAbstractSocket::SslHandshakeFailedError;
        lose(tls ? QNetworkReply::SslHandshakeFailedError : QNetworkReply::UnknownNetworkError);
    });
    const auto port = static_cast<quint16>(url.port(defaultPort(url)));
    const bool isSecure = url.scheme() == "https"_L1;
    if (isSecure) {
        connect(&m_socket, &QSslSocket::encrypted, this, &SocketReply::send);
        m_socket.connectToHostEncrypted(url.host(), port);
    } else {
        connect(&m_socket, &QSslSocket::connected, this, &SocketReply::send);
        m_socket.connectToHost(url.host(), port);
    }
}

void SocketReply::send()
{
    m_socket.write(headOf(request(), m_body.size()));
    m_socket.write(m_body);
}

void SocketReply::receive()
{
    if (m_stage == Stage::Done)
        return;
    m_raw += m_socket.readAll();
    const qint64 before = m_ready.size();
    while (step()) {
    }
    if (m_ready.size() > before)
        emit readyRead();
    if (m_stage == Stage::Done)
        end();
}

// Whether it went on.
bool SocketReply::step()
{
    switch (m_stage) {
    case Stage::Head:
        return readHead();
    case Stage::ToTheEnd:
        return takeBody(m_raw.size());
    case Stage::Length:
    case Stage::Chunk:
        return takeBody(m_left);
    case Stage::ChunkSize:
        return readChunkSize();
    case Stage::Trailer:
        return readTrailer();
    case Stage::Done:
        break;
    }
    return false;
}

bool SocketReply::readHead()
{
    const qsizetype size = m_raw.indexOf("\r\n\r\n");
    if (size < 0) {
        if (m_raw.size() > kMostOfHead)
            lose(QNetworkReply::ProtocolFailure);
        return false;
    }
    const QByteArrayList lines = m_raw.first(size).split('\n');
    m_raw.remove(0, size + 4);
    const int status = lines.first().mid(9, 3).toInt();
    if (status >= 100 && status < 200) // the answer follows
        return true;
    for (const QByteArray &line : lines.mid(1))
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            setRawHeader(line.first(colon).trimmed(), line.sliced(colon + 1).trimmed());
    setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
    m_left = rawHeader("content-length").toLongLong();
    if (rawHeader("transfer-encoding").toLower().contains("chunked"))
        m_stage = Stage::ChunkSize;
    else if (hasRawHeader("content-length"))
        m_stage = m_left > 0 ? Stage::Length : Stage::Done;
    else
        m_stage = Stage::ToTheEnd;
    emit metaDataChanged();
    return true;
}

// Empty: none has come whole.
QByteArray SocketReply::takeLine()
{
    const qsizetype size = m_raw.indexOf('\n') + 1;
    const QByteArray line = m_raw.first(size);
    m_raw.remove(0, size);
    return line;
}

bool SocketReply::readChunkSize()
{
    const QByteArray line = takeLine();
    if (line.isEmpty())
        return false;
    if (line.trimmed().isEmpty()) // behind the chunk before
        return true;
    bool isSize = false;
    m_left = line.first(line.indexOf(';') < 0 ? line.size() : line.indexOf(';'))
                 .trimmed()
                 .toLongLong(&isSize, 16);
    if (!isSize || m_left < 0) {
        lose(QNetworkReply::ProtocolFailure);
        return false;
    }
    m_stage = m_left > 0 ? Stage::Chunk : Stage::Trailer;
    return true;
}

bool SocketReply::readTrailer()
{
    const QByteArray line = takeLine();
    if (!line.isEmpty() && line.trimmed().isEmpty())
        m_stage = Stage::Done;
    return !line.isEmpty();
}

bool SocketReply::takeBody(qint64 most)
{
    const qint64 size = std::min<qint64>(most, m_raw.size());
    m_ready += m_raw.first(size);
    m_raw.remove(0, size);
    if (m_stage == Stage::ToTheEnd)
        return false;
    m_left -= size;
    if (m_left == 0)
        m_stage = m_stage == Stage::Chunk ? Stage::ChunkSize : Stage::Done;
    return m_left == 0;
}

// The connection has ended: the body, too, where nothing else says how long it is.
void SocketReply::lose(QNetworkReply::NetworkError code)
{
    if (isFinished())
        return;
    const bool isWhole = m_stage == Stage::Done || (m_stage == Stage::ToTheEnd &&
                                                    code == QNetworkReply::RemoteHostClosedError);
    if (!isWhole)
        setError(code, m_socket.errorString());
    end();
}

void SocketReply::end()
{
    if (isFinished())
        return;
    m_stage = Stage::Done;
    setFinished(true);
    emit finished();
}

void SocketReply::abort()
{
    m_socket.disconnect(this);
    m_socket.abort();
    end();
}

qint64 SocketReply::readData(char *data, qint64 most)
{
    const qint64 size = std::min<qint64>(most, m_ready.size());
    std::memcpy(data, m_ready.constData(), static_cast<std::size_t>(size));
    m_ready.remove(0, size);
    return size;
}

} // namespace pilothouse

#include "moc_socket_reply.cpp"
