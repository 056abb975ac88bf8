#include "vnc/vnc_socket.h"

#include "core/log.h"
#include "door/upgrade_desk.h"
#include "vnc/cut_text.h"
#include "vnc/handed_text.h"
#include "vnc/rfb.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHighWater = 2 * 1024 * 1024; // unsent bytes: leave the rest to the X server
constexpr qint64 kReadAhead = 256 * 1024;      // bytes of the X server that we hold
constexpr qint64 kPart = 64 * 1024;
constexpr qint64 kMostUntaken = 2 * 1024 * 1024; // bytes the desktop does not take: a clipboard
constexpr quint64 kLongestFrame = 2 * 1024 * 1024;
constexpr qsizetype kLongestHandshake = 4096;

} // namespace

VncSocket *VncSocket::serve(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade,
                            const Parts &parts)
{
    const SessionId id{upgrade.arguments.value(0)};
    if (!parts.sessions.find(id)) {
        turnAway(std::move(socket), CloseCode::UnknownSession, u"unknown session"_s);
        return nullptr;
    }
    Session *session = parts.registry.find(id);
    if (session == nullptr || session->rfb().socket.isEmpty()) {
        turnAway(std::move(socket), CloseCode::NoDesktop, u"no desktop: send a message first"_s);
        return nullptr;
    }
    QString viewer = upgrade.head.queryValue(u"viewer").value_or(QString());
    return new VncSocket(std::move(socket), std::move(viewer), *session, parts);
}

VncSocket::VncSocket(std::unique_ptr<QWebSocket> socket, QString viewer, Session &session,
                     const Parts &parts)
    : m_socket(std::move(socket)), m_session(&session), m_id(session.id()),
      m_viewer(std::move(viewer)), m_parts(parts), m_input(m_desktop, parts.clock),
      m_desktopHandshake(session.rfb().password), m_pictures(PixelWidth()),
      m_life(*m_socket, parts.clock, parts.life), m_handshakeTime(parts.clock)
{
    listenToViewer();
    listenToInput();
    listenToSession();
    listenToDesktop(session.rfb().socket);
    connect(&m_handshakeTime, &Alarm::rang, this, [this] { violate(u"no handshake"_s); });
    m_handshakeTime.start(m_parts.handshakeTime);
}

VncSocket::~VncSocket()
{
    letGo();
    m_socket.release()->deleteLater(); // we may be called from one of its signals
}

void VncSocket::listenToViewer()
{
    m_socket->setMaxAllowedIncomingFrameSize(kLongestFrame);
    m_socket->setMaxAllowedIncomingMessageSize(kLongestFrame);
    if (QTcpSocket *connection = UpgradeDesk::connectionOf(*m_socket))
        connection->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &VncSocket::onViewerBytes);
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
            [this] { violate(u"text frames mean nothing here"_s); });
    connect(m_socket.get(), &QWebSocket::bytesWritten, this, &VncSocket::passPictures);
    connect(&m_life, &ViewerLife::stalled, m_socket.get(), &QWebSocket::abort);
    connect(&m_life, &ViewerLife::unwelcome, this,
            [this] { close(CloseCode::NotAllowed, u"logged out"_s); });
    connect(m_socket.get(), &QWebSocket::disconnected, this, [this] {
        letGo();
        deleteLater();
    });
}

void VncSocket::listenToInput()
{
    m_pictures.onFence = [this](const QByteArray &message) { return m_input.takeFence(message); };
    connect(&m_input, &DesktopInput::acted, this, [this] {
        if (!m_session)
            return;
        m_session->noteUse();
        m_session->wheel().noteInput();
    });
    connect(&m_input, &DesktopInput::copied, this, &VncSocket::handOver);
    connect(&m_input, &DesktopInput::offered, this, [this] {
        if (!m_session)
            return;
        m_input.awaitText(m_session->wheel().settling());
        m_pictures.say(CutText::request());
        // Not from here: what the desktop says may be being read.
        QMetaObject::invokeMethod(this, &VncSocket::passPictures, Qt::QueuedConnection);
    });
    connect(&m_input, &DesktopInput::failed, this,
            [this] { close(CloseCode::InternalError, u"the desktop does not answer"_s); });
}

void VncSocket::listenToSession()
{
    Wheel &wheel = m_session->wheel();
    connect(m_session, &Session::desktopEnded, this, &VncSocket::onDesktopEnded);
    connect(&wheel, &Wheel::revoked, this, &VncSocket::followWheel);
    connect(&wheel, &Wheel::turned, this, &VncSocket::followWheel);
    connect(&wheel, &Wheel::settled, &m_input, &DesktopInput::goOn);
    wheel.addConnection(m_viewer);
}

void VncSocket::listenToDesktop(const QString &path)
{
    m_desktop.setReadBufferSize(kReadAhead);
    connect(&m_desktop, &QLocalSocket::readyRead, this, &VncSocket::onDesktopBytes);
    connect(&m_desktop, &QLocalSocket::disconnected, this, &VncSocket::onDesktopEnded);
    connect(&m_desktop, &QLocalSocket::errorOccurred, this, &VncSocket::onDesktopEnded);
    m_desktop.connectToServer(path);
}

void VncSocket::onDesktopBytes()
{
    if (m_stage == Stage::Relay)
        return passPictures();
    if (m_stage != Stage::Desktop)
        return;
    m_fromDesktop += m_desktop.readAll();
    const Result<QByteArray> answer = m_desktopHandshake.feed(m_fromDesktop);
    if (!answer)
        return lose(answer.error());
    toDesktop(*answer);
    if (m_desktopHandshake.isDone())
        greetViewer();
}

void VncSocket::greetViewer()
{
    m_stage = Stage::Viewer;
    const QByteArray &init = m_desktopHandshake.serverInit();
    m_pictures.setPixelWidth(PixelWidth::of(QByteArrayView(init).sliced(4)));
    m_viewerHandshake.emplace(init);
    toViewer(ViewerHandshake::greeting());
    readViewer();
}

void VncSocket::onViewerBytes(const QByteArray &bytes)
{
    m_fromViewer += bytes;
    if (m_stage != Stage::Relay && m_fromViewer.size() > kLongestHandshake)
        return violate(u"too much before the handshake"_s);
    readViewer();
}

void VncSocket::readViewer()
{
    if (m_stage == Stage::Viewer) {
        const Result<QByteArray> answer = m_viewerHandshake->feed(m_fromViewer);
        if (!answer)
            return violate(answer.error().message);
        toViewer(*answer);
        if (m_viewerHandshake->isDone()) {
            m_stage = Stage::Relay;
            m_handshakeTime.stop();
            followWheel();
        }
    }
    if (m_stage != Stage::Relay)
        return;
    const auto messages = m_viewerMessages.feed(std::exchange(m_fromViewer, {}));
    if (!messages)
        return violate(messages.error().message);
    for (const ClientMessage &message : *messages)
        if (!take(message))
            return;
    m_desktop.flush();
    if (m_desktop.bytesToWrite() > kMostUntaken)
        violate(u"faster than the desktop takes it"_s);
}

bool VncSocket::take(const ClientMessage &message)
{
    if (message.kind == ClientMessage::Kind::PixelFormat) {
        if (m_updatesAsked) { // we could not tell which pictures on their way have which
            violate(u"the pixel format is chosen before the first update"_s);
            return false;
        }
        m_pictures.setPixelWidth(PixelWidth::of(QByteArrayView(message.bytes).sliced(4)));
    }
    m_updatesAsked |= message.kind == ClientMessage::Kind::Updates;
    const QString fault = m_input.disagreement(message);
    if (!fault.isEmpty() || !m_input.take(message)) {
        violate(fault.isEmpty() ? u"faster than the desktop takes it"_s : fault);
        return false;
    }
    return true;
}

// What a viewer does not take stays with the X server, which then sends it fewer pictures.
void VncSocket::passPictures()
{
    if (m_stage != Stage::Relay)
        return;
    const bool steers = m_input.role() == InputFilter::Role::Steer;
    if (const auto ours = m_pictures.feed({}, steers); ours)
        toViewer(*ours);
    while (m_desktop.bytesAvailable() > 0 &&
           (m_socket->bytesToWrite() < kHighWater || m_input.isSettling())) {
        const Result<QByteArray> passed = m_pictures.feed(m_desktop.read(kPart), steers);
        if (!passed)
            return lose(passed.error());
        if (!passed->isEmpty())
            m_socket->sendBinaryMessage(*passed);
    }
    m_socket->flush();
}

void VncSocket::toDesktop(const QByteArray &bytes)
{
    m_desktop.write(bytes);
    m_desktop.flush();
}

void VncSocket::toViewer(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return;
    m_socket->sendBinaryMessage(bytes); // no flush(): over TLS it reads, within what is being read
}

void VncSocket::followWheel()
{
    if (m_stage != Stage::Relay || !m_session)
        return;
    Wheel &wheel = m_session->wheel();
    m_input.setRole(wheel.isHeldBy(m_viewer) ? InputFilter::Role::Steer : InputFilter::Role::Watch,
                    wheel);
}

void VncSocket::handOver(const QString &text)
{
    Screen *const display = m_session ? m_session->display() : nullptr;
    if (display == nullptr)
        return m_input.goOn(); // the desktop is about to end
    Wheel &wheel = m_session->wheel();
    HandedText::put(*display, text, wheel.settling(), wheel, m_parts.clock);
}

void VncSocket::onDesktopEnded()
{
    if (m_parts.registry.isBarred(m_id))
        close(CloseCode::UnknownSession, u"session deleted"_s);
    else
        close(CloseCode::NoDesktop, u"the desktop has ended"_s);
}

// Nothing stays pressed, and the session forgets this connection.
void VncSocket::letGo()
{
    if (m_stage == Stage::Over)
        return;
    m_stage = Stage::Over;
    m_handshakeTime.stop();
    disconnect(&m_desktop, nullptr, this, nullptr);
    if (m_session) {
        disconnect(m_session, nullptr, this, nullptr);
        disconnect(&m_session->wheel(), nullptr, this, nullptr);
        m_session->wheel().removeConnection(m_viewer);
        m_input.leave(m_session->wheel());
    }
    m_desktop.abort();
}

void VncSocket::close(CloseCode code, const QString &reason)
{
    letGo();
    m_life.end(code, reason);
}

void VncSocket::violate(const QString &what)
{
    close(CloseCode::PolicyViolated, what);
}

void VncSocket::lose(const Error &error)
{
    qCWarning(logHttp) << error.message << error.detail;
    close(CloseCode::InternalError, u"the picture stream cannot be followed"_s);
}

} // namespace pilothouse

#include "moc_vnc_socket.cpp"
