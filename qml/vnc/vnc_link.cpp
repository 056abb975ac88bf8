#include "qml/vnc/vnc_link.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QWebSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds kPingEvery{15};
constexpr std::chrono::seconds kSilence{35}; // after it nobody is there any more
constexpr quint64 kLongestFrame = 8 * 1024 * 1024;
constexpr qsizetype kPart = 128 * 1024; // bytes decoded while nobody can draw

RfbDistance distanceOf(const QUrl &url)
{
    const QString host = url.host();
    const bool isHere = host == "localhost"_L1 || QHostAddress(host).isLoopback();
    return isHere ? RfbDistance::Near : RfbDistance::Far;
}

} // namespace

VncLink::VncLink(Target target, const Clock &clock)
    : m_target(std::move(target)), m_clock(clock), m_decoder(distanceOf(m_target.url))
{
}

VncLink::~VncLink()
{
    leave(); // where the thread ends first, nobody has
}

void VncLink::withPicture(const std::function<void(const QImage &picture)> &use) const
{
    const QMutexLocker lock(&m_mutex);
    use(m_decoder.picture());
}

QRegion VncLink::takeDamage()
{
    const QMutexLocker lock(&m_mutex);
    return std::exchange(m_damage, {});
}

void VncLink::open()
{
    m_socket = std::make_unique<QWebSocket>();
    m_socket->setMaxAllowedIncomingFrameSize(kLongestFrame);
    m_socket->setMaxAllowedIncomingMessageSize(kLongestFrame);
    listen();
    QNetworkRequest request(m_target.url);
    request.setRawHeader("Sec-WebSocket-Protocol", "binary");
    if (!m_target.authorization.isEmpty())
        request.setRawHeader("Authorization", m_target.authorization);
    if (!m_target.userAgent.isEmpty())
        request.setRawHeader("User-Agent", m_target.userAgent);
    m_heardAt = m_clock.elapsed();
    m_watch = std::make_unique<Alarm>(m_clock);
    connect(m_watch.get(), &Alarm::rang, this, &VncLink::watch);
    m_watch->startEvery(kPingEvery);
    m_socket->open(request);
}

void VncLink::listen()
{
    connect(m_socket.get(), &QWebSocket::connected, this,
            [this] { write(m_decoder.takeAnswers()); });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &VncLink::onBytes);
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_heardAt = m_clock.elapsed(); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] {
        // A connection that never was has the code of a good end.
        const int code = m_socket->closeCode();
        end(code == QWebSocketProtocol::CloseCodeNormal ? kLost : code, m_socket->closeReason());
    });
    connect(m_socket.get(), &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        const QSslCertificate shown = m_socket->sslConfiguration().peerCertificate();
        if (!m_target.certificate.isEmpty() &&
            shown.digest(QCryptographicHash::Sha256) == m_target.certificate)
            m_socket->ignoreSslErrors(errors);
        else
            end(kUntrusted, errors.value(0).errorString());
    });
}

void VncLink::watch()
{
    if (m_clock.elapsed() - m_heardAt > kSilence)
        return end(kLost, {});
    if (m_socket->state() == QAbstractSocket::ConnectedState)
        m_socket->ping();
}

void VncLink::onBytes(const QByteArray &bytes)
{
    m_heardAt = m_clock.elapsed();
    Result<> done;
    for (qsizetype at = 0; done && at < bytes.size(); at += kPart) {
        const QMutexLocker lock(&m_mutex);
        done = m_decoder.feed(QByteArrayView(bytes).sliced(at, std::min(kPart, bytes.size() - at)));
    }
    if (!done)
        return end(QWebSocketProtocol::CloseCodeProtocolError, done.error().message);
    write(m_decoder.takeAnswers());
    tellNews();
}

void VncLink::tellNews()
{
    m_takesQemuKeys = m_decoder.takesQemuKeys();
    if (const QSize size = m_decoder.picture().size(); size != m_size) {
        m_size = size;
        emit ready(size);
    }
    if (const QRegion damage = m_decoder.takeDamage(); !damage.isEmpty()) {
        bool isFirst = false;
        {
            const QMutexLocker lock(&m_mutex);
            isFirst = m_damage.isEmpty(); // else it was told, and is not taken yet
            m_damage += damage;
        }
        if (isFirst)
            emit damaged();
    }
    if (const auto shape = m_decoder.takeShape())
        emit shapeChanged(shape->image, shape->hotSpot);
    for (const QByteArray &message : m_decoder.takeClipboard())
        emit clipboardSaid(message);
}

void VncLink::say(const QByteArray &message)
{
    if (m_decoder.isReady())
        write(message);
}

void VncLink::write(const QByteArray &message)
{
    if (message.isEmpty() || !m_socket)
        return;
    // Never flushed: over TLS that reads as well, in the middle of the message that is being taken.
    m_socket->sendBinaryMessage(message);
}

void VncLink::setFlowing(bool flows)
{
    m_decoder.setFlowing(flows);
    write(m_decoder.takeAnswers());
}

void VncLink::leave()
{
    if (!m_socket)
        return;
    m_watch.reset();
    disconnect(m_socket.get(), nullptr, this, nullptr);
    m_socket->close(); // sends what was said before
    m_socket.reset();
}

void VncLink::end(int code, const QString &reason)
{
    if (!m_watch)
        return;
    m_watch->stop();
    disconnect(m_socket.get(), nullptr, this, nullptr);
    m_socket->abort();
    emit ended(code, reason);
}

} // namespace pilothouse

#include "moc_vnc_link.cpp"
