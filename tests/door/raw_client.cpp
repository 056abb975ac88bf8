#include "raw_client.h"

#include "exchange/chunk_decoder.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QTimer>

namespace pilothouse {

namespace {

constexpr auto kPatience = std::chrono::seconds(20); // for a loaded machine under a sanitizer

/// Lets the event loop run until `isDone`, and looks again whenever something has happened.
template <typename Condition> bool waitFor(const Condition &isDone)
{
    QTimer patience;
    patience.setSingleShot(true);
    patience.start(kPatience);
    while (!isDone()) {
        if (!patience.isActive())
            return false;
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    return true;
}

RawAnswer parseHeadOf(const QByteArray &text)
{
    RawAnswer answer;
    const auto lines = text.split('\n');
    answer.status = lines.constFirst().mid(9, 3).toInt();
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            answer.fields[line.first(colon).toLower()] = line.sliced(colon + 1).trimmed();
    }
    return answer;
}

} // namespace

RawClient::RawClient(quint16 port)
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    if (!waitFor([this] { return m_socket.state() == QAbstractSocket::ConnectedState; }))
        qWarning("no connection");
}

std::unique_ptr<RawClient> RawClient::overTls(quint16 port)
{
    auto client = std::unique_ptr<RawClient>(new RawClient);
    client->m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    client->m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    if (!waitFor([&] { return client->m_socket.isEncrypted(); }))
        qWarning("no TLS");
    return client;
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

RawAnswer RawClient::receive(bool toHead)
{
    std::optional<RawAnswer> answer;
    const auto arrived = [&] {
        const bool isEnd = m_socket.state() == QAbstractSocket::UnconnectedState;
        m_buffer += m_socket.readAll();
        answer = parse(toHead);
        return isEnd || (answer && answer->isWhole);
    };
    if (!waitFor(arrived) || !answer)
        return {};
    return *answer;
}

/// What the buffer holds of an answer; a whole one is taken out of it.
std::optional<RawAnswer> RawClient::parse(bool toHead)
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    RawAnswer answer = parseHeadOf(m_buffer.first(end));
    QByteArrayView rest = QByteArrayView(m_buffer).sliced(end + 4);
    const bool isBodiless =
        toHead || answer.status < 200 || answer.status == 204 || answer.status == 304;
    if (isBodiless) {
        answer.isWhole = true;
    } else if (answer.fields.value("transfer-encoding") == "chunked") {
        answer.isWhole = ChunkDecoder().feed(rest, answer.body) == ChunkDecoder::Result::Done;
    } else if (answer.fields.contains("content-length")) {
        const qsizetype length = answer.fields.value("content-length").toLongLong();
        answer.body = rest.first(std::min(length, rest.size())).toByteArray();
        answer.isWhole = answer.body.size() == length;
        rest = rest.sliced(answer.body.size());
    } else {
        answer.body = rest.toByteArray();
        answer.isWhole = m_socket.state() == QAbstractSocket::UnconnectedState;
        rest = {};
    }
    if (answer.isWhole)
        m_buffer = rest.toByteArray();
    return answer;
}

RawAnswer RawClient::ask(const QByteArray &request)
{
    send(request);
    return receive(request.startsWith("HEAD "));
}

RawAnswer RawClient::get(const QByteArray &path, const QByteArray &fields)
{
    return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n");
}

bool RawClient::sees(const QByteArray &text)
{
    return waitFor([&] { return (m_buffer += m_socket.readAll()).contains(text); });
}

bool RawClient::isClosed()
{
    return waitFor([this] {
        m_buffer += m_socket.readAll();
        return m_socket.state() == QAbstractSocket::UnconnectedState;
    });
}

QByteArray RawClient::unread()
{
    m_buffer += m_socket.readAll();
    return m_buffer;
}

} // namespace pilothouse
