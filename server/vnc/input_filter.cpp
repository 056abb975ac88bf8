#include "vnc/input_filter.h"

#include "vnc/rfb.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr size_t kMostKeys = 64; // held at once; nobody has more fingers than that

/// What we let a viewer ask for: encodings that ServerMessages knows the length of, and
/// extensions whose messages ClientMessages knows. The rest would change what they read.
bool isKnown(qint32 encoding)
{
    constexpr qint32 known[] = {rfb::Raw,           rfb::CopyRect,
                                rfb::Tight,         rfb::Zrle,
                                rfb::DesktopSize,   rfb::LastRect,
                                rfb::Cursor,        rfb::XCursor,
                                rfb::QemuKeyEvent,  rfb::LedState,
                                rfb::DesktopName,   rfb::ExtendedDesktopSize,
                                rfb::Fence,         rfb::ContinuousUpdatesAllowed,
                                rfb::VmwareCursor,  rfb::VmwareCursorPosition,
                                rfb::VmwareLedState};
    const auto isWithin = [encoding](qint32 least, qint32 most) {
        return encoding >= least && encoding <= most;
    };
    return std::ranges::find(known, encoding) != std::end(known) ||
           isWithin(-32, -23) ||   // JPEG quality
           isWithin(-256, -247) || // compression
           isWithin(-512, -412) || // JPEG quality in steps of one
           isWithin(-768, -763);   // JPEG subsampling
}

} // namespace

bool InputFilter::isInput(ClientMessage::Kind kind)
{
    return kind == ClientMessage::Kind::Key || kind == ClientMessage::Kind::QemuKey ||
           kind == ClientMessage::Kind::Pointer || kind == ClientMessage::Kind::CutText;
}

QByteArray InputFilter::pass(const ClientMessage &message)
{
    if (isInput(message.kind) && m_role == Role::Watch)
        return {};
    switch (message.kind) {
    case ClientMessage::Kind::PixelFormat:
    case ClientMessage::Kind::Updates:
    case ClientMessage::Kind::CutText:
        return message.bytes;
    case ClientMessage::Kind::Encodings:
        m_wanted = message.bytes.sliced(4);
        m_hasAsked = true;
        return encodings();
    case ClientMessage::Kind::Key:
        return key(message.bytes, 1, 1);
    case ClientMessage::Kind::QemuKey:
        return key(message.bytes, 2, 2);
    case ClientMessage::Kind::Pointer:
        return pointer(message.bytes);
    case ClientMessage::Kind::Refused:
        break;
    }
    return {};
}

QByteArray InputFilter::key(const QByteArray &message, qsizetype downAt, qsizetype downSize)
{
    const QByteArray up(downSize, '\0');
    QByteArray release = message;
    release.replace(downAt, downSize, up);
    if (message.mid(downAt, downSize) == up) {
        m_keys.erase(release);
        return message;
    }
    if (m_keys.size() >= kMostKeys && !m_keys.contains(release))
        return {};
    m_keys.insert(release);
    return message;
}

QByteArray InputFilter::pointer(const QByteArray &message)
{
    constexpr qsizetype buttonsAt = 1;
    m_lastPointer = message.at(buttonsAt) == 0 ? QByteArray() : message;
    return message;
}

QByteArray InputFilter::setRole(Role role)
{
    if (role == m_role)
        return {};
    m_role = role;
    QByteArray toSend = releases();
    if (m_hasAsked)
        toSend += encodings();
    return toSend;
}

QByteArray InputFilter::releases()
{
    QByteArray all;
    for (const QByteArray &release : std::exchange(m_keys, {}))
        all += release;
    if (!m_lastPointer.isEmpty()) {
        QByteArray release = std::exchange(m_lastPointer, {});
        release[1] = 0;
        all += release;
    }
    return all;
}

bool InputFilter::lists(qint32 encoding) const
{
    for (qsizetype at = 0; at < m_wanted.size(); at += 4)
        if (rfb::read<qint32>(m_wanted, at) == encoding)
            return true;
    return false;
}

QByteArray InputFilter::encodings() const
{
    QByteArray list;
    quint16 count = 0;
    for (qsizetype at = 0; at < m_wanted.size(); at += 4) {
        const auto encoding = rfb::read<qint32>(m_wanted, at);
        const bool isClipboard = encoding == rfb::ExtendedClipboard;
        if (isClipboard ? m_role == Role::Steer : isKnown(encoding)) {
            list += m_wanted.sliced(at, 4);
            ++count;
        }
    }
    if (!lists(rfb::Fence)) {
        rfb::append<qint32>(list, rfb::Fence);
        ++count;
    }
    QByteArray message;
    rfb::append<quint8>(message, rfb::SetEncodings);
    rfb::append<quint8>(message, 0);
    rfb::append(message, count);
    return message + list;
}

} // namespace pilothouse
