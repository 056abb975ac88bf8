#include "vnc/desktop_input.h"

#include "vnc/last_input.h"
#include "vnc/rfb.h"

#include <QUuid>

#include <algorithm>
#include <sys/socket.h>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostAhead = 4 * 1024; // unsent bytes in our socket
constexpr int kSystemBuffer = 4 * 1024; // bytes; the system takes twice that (socket(7))
constexpr std::chrono::milliseconds kRefill{20};
constexpr qsizetype kFlagsAt = 4;
constexpr qsizetype kMarkAt = 9;
constexpr quint32 kRequest = 0x80000000;
constexpr quint32 kBlockBefore = 1;
constexpr quint32 kKnownFlags = 7; // block before, block after, sync next

/// The fence extension, as the RFB community's protocol text has it.
QByteArray fence(quint32 flags, const QByteArray &mark)
{
    QByteArray message;
    rfb::append<quint8>(message, rfb::ClientFence);
    message += QByteArray(3, '\0');
    rfb::append(message, flags);
    rfb::append(message, static_cast<quint8>(mark.size()));
    return message + mark;
}

} // namespace

DesktopInput::DesktopInput(QLocalSocket &desktop, const Clock &clock)
    : m_desktop(desktop), m_clock(clock), m_refill(clock), m_patience(clock), m_textPatience(clock)
{
    connect(&desktop, &QLocalSocket::connected, this, [this] {
        const auto descriptor = static_cast<int>(m_desktop.socketDescriptor());
        setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &kSystemBuffer, sizeof kSystemBuffer);
    });
    connect(&desktop, &QLocalSocket::bytesWritten, this, &DesktopInput::pump);
    connect(&m_refill, &Alarm::rang, this, &DesktopInput::refill);
    connect(&m_patience, &Alarm::rang, this, [this] {
        m_settling.reset(); // there is nothing to wait for any more
        emit failed();
    });
    connect(&m_textPatience, &Alarm::rang, this, &DesktopInput::dropText);
}

QString DesktopInput::disagreement(const ClientMessage &message) const
{
    const bool asksForFlow = message.bytes.startsWith(static_cast<char>(rfb::ContinuousUpdates));
    if (asksForFlow && !m_filter.lists(rfb::ContinuousUpdatesAllowed))
        return u"continuous updates without their encoding"_s;
    const bool isExtended =
        message.kind == ClientMessage::Kind::CutText && rfb::read<qint32>(message.bytes, 4) < 0;
    if (isExtended && role() == InputFilter::Role::Steer && !m_filter.lists(rfb::ExtendedClipboard))
        return u"the extended clipboard without its encoding"_s;
    return {};
}

bool DesktopInput::take(const ClientMessage &message)
{
    if (!InputFilter::isInput(message.kind)) {
        m_desktop.write(m_filter.pass(message));
        return true;
    }
    if (message.kind == ClientMessage::Kind::CutText)
        return takeText(message);
    return enqueue(message);
}

// An answer is the only thing that passes without the wheel, once, and only between the offer made
// with it and the moment when the wheel is settled.
bool DesktopInput::takeText(const ClientMessage &message)
{
    if (role() == InputFilter::Role::Watch && !m_awaited)
        return true; // unread
    const CutText said = CutText::of(message.bytes);
    if (said.kind == CutText::Kind::Answer && m_awaited) {
        emit copied(said.text); // before we let go: nobody else acts in between
        dropText();
        return true;
    }
    if (said.kind == CutText::Kind::Asks)
        write(m_filter.pass(message));
    if (said.kind == CutText::Kind::Asks || said.kind == CutText::Kind::Nothing)
        return true;
    return enqueue(message);
}

bool DesktopInput::enqueue(const ClientMessage &message)
{
    if (role() == InputFilter::Role::Watch)
        return true;
    const bool hasRoom = m_queue.add(message);
    pump();
    return hasRoom || m_queue.add(message);
}

void DesktopInput::pump()
{
    bool hasActed = false;
    while (!m_waits && !m_queue.isEmpty() && m_mayBeSent > 0 &&
           m_desktop.bytesToWrite() < kMostAhead) {
        const ClientMessage next = m_queue.takeFirst();
        const QByteArray passed = m_filter.pass(next);
        if (passed.isEmpty())
            continue;
        --m_mayBeSent;
        if (next.kind == ClientMessage::Kind::CutText)
            handOver(CutText::of(next.bytes));
        else
            write(passed);
        hasActed = true;
    }
    if (m_mayBeSent < kAtOnce && !m_refill.isActive()) {
        m_refilledAt = m_clock.elapsed();
        m_refill.startEvery(kRefill);
    }
    if (hasActed)
        emit acted();
}

void DesktopInput::handOver(const CutText &said)
{
    m_waits = true;
    if (said.kind == CutText::Kind::Offer)
        emit offered();
    else
        emit copied(said.text);
}

void DesktopInput::awaitText(std::shared_ptr<void> settling)
{
    m_awaited = std::move(settling);
    m_textPatience.start(kTextTime);
}

void DesktopInput::dropText()
{
    m_textPatience.stop();
    m_awaited.reset();
}

void DesktopInput::refill()
{
    const auto now = m_clock.elapsed();
    const auto part = (now - std::exchange(m_refilledAt, now)).count() * kEachSecond / 1000;
    m_mayBeSent = static_cast<int>(std::min<qint64>(m_mayBeSent + part, kAtOnce));
    if (m_mayBeSent == kAtOnce)
        m_refill.stop();
    pump();
}

void DesktopInput::setRole(InputFilter::Role role, Wheel &wheel)
{
    const bool isRevoked = this->role() == InputFilter::Role::Steer && role != this->role();
    if (isRevoked) {
        m_queue.drop();
        m_settling = wheel.settling();
    }
    if (role == InputFilter::Role::Watch && wheel.isHeld())
        dropText(); // of a former holder
    m_waits = role == InputFilter::Role::Steer && !wheel.isSettled();
    write(m_filter.setRole(role));
    if (isRevoked)
        sendFence();
}

void DesktopInput::goOn()
{
    m_waits = false;
    pump();
}

void DesktopInput::leave(Wheel &wheel)
{
    m_queue.drop();
    write(m_filter.setRole(InputFilter::Role::Watch));
    m_refill.stop();
    m_patience.stop();
    dropText();
    if (m_settling)
        LastInput::await(m_desktop, std::exchange(m_settling, {}), wheel, m_clock);
}

void DesktopInput::sendFence()
{
    m_mark = QUuid::createUuid().toRfc4122();
    write(m_filter.announced() + fence(kRequest | kBlockBefore, m_mark));
    m_patience.start(kFenceTime);
}

bool DesktopInput::takeFence(const QByteArray &message)
{
    const auto flags = rfb::read<quint32>(message, kFlagsAt);
    const QByteArray mark = message.sliced(kMarkAt);
    if ((flags & kRequest) == 0 && isSettling() && mark == m_mark) {
        m_patience.stop();
        m_settling.reset();
        return false;
    }
    if (m_filter.lists(rfb::Fence))
        return true;
    if ((flags & kRequest) != 0)
        write(fence(flags & kKnownFlags, mark));
    return false;
}

void DesktopInput::write(const QByteArray &bytes)
{
    if (m_desktop.state() != QLocalSocket::ConnectedState)
        return;
    m_desktop.write(bytes);
    m_desktop.flush();
}

} // namespace pilothouse

#include "moc_desktop_input.cpp"
