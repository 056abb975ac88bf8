#include "vnc/client_messages.h"

#include "vnc/rfb.h"

namespace pilothouse {

namespace {

using Kind = ClientMessage::Kind;

/// A message's kind and size; size 0: more bytes are needed to tell.
struct Shape
{
    Kind kind = Kind::Refused;
    qsizetype size = 0;
};

constexpr Shape kUnclear{};

Failure refuse(const char *why)
{
    return fail(Errc::InvalidArgument, QString::fromLatin1(why));
}

Result<Shape> pixelFormat(QByteArrayView bytes)
{
    constexpr qsizetype bitsAt = 4;
    if (bytes.size() <= bitsAt)
        return kUnclear;
    const char bits = bytes[bitsAt];
    if (bits != 8 && bits != 16 && bits != 32)
        return refuse("unknown pixel size");
    return Shape{Kind::PixelFormat, 20};
}

Result<Shape> encodings(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return kUnclear;
    const auto count = rfb::read<quint16>(bytes, 2);
    if (count > ClientMessages::kMostEncodings)
        return refuse("too many encodings");
    return Shape{Kind::Encodings, 4 + 4 * qsizetype(count)};
}

// A negative length is the extended clipboard's.
Result<Shape> cutText(QByteArrayView bytes)
{
    if (bytes.size() < 8)
        return kUnclear;
    const qint64 length = rfb::read<qint32>(bytes, 4);
    const qint64 size = length < 0 ? -length : length;
    if (size > ClientMessages::kLongestCutText)
        return refuse("clipboard too large");
    return Shape{Kind::CutText, 8 + qsizetype(size)};
}

Result<Shape> fence(QByteArrayView bytes)
{
    constexpr qsizetype lengthAt = 8;
    if (bytes.size() <= lengthAt)
        return kUnclear;
    const auto length = static_cast<quint8>(bytes[lengthAt]);
    if (length > ClientMessages::kLongestFence)
        return refuse("fence too long");
    return Shape{Kind::Updates, lengthAt + 1 + length};
}

Result<Shape> desktopSize(QByteArrayView bytes)
{
    constexpr qsizetype screensAt = 6;
    if (bytes.size() < 8)
        return kUnclear;
    return Shape{Kind::Refused, 8 + 16 * qsizetype(static_cast<quint8>(bytes[screensAt]))};
}

Result<Shape> qemuMessage(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return kUnclear;
    if (bytes[1] != 0)
        return refuse("unknown QEMU message");
    return Shape{Kind::QemuKey, 12};
}

Result<Shape> shapeOf(QByteArrayView bytes)
{
    switch (static_cast<quint8>(bytes.front())) {
    case rfb::SetPixelFormat:
        return pixelFormat(bytes);
    case rfb::SetEncodings:
        return encodings(bytes);
    case rfb::UpdateRequest:
    case rfb::ContinuousUpdates:
        return Shape{Kind::Updates, 10};
    case rfb::KeyEvent:
        return Shape{Kind::Key, 8};
    case rfb::PointerEvent:
        return Shape{Kind::Pointer, 6};
    case rfb::ClientCutText:
        return cutText(bytes);
    case rfb::ClientFence:
        return fence(bytes);
    case rfb::Xvp:
        return Shape{Kind::Refused, 4};
    case rfb::SetDesktopSize:
        return desktopSize(bytes);
    case rfb::QemuMessage:
        return qemuMessage(bytes);
    default:
        return refuse("unknown message");
    }
}

} // namespace

Result<QList<ClientMessage>> ClientMessages::feed(QByteArrayView bytes)
{
    m_rest.append(bytes);
    QList<ClientMessage> messages;
    qsizetype at = 0;
    while (at < m_rest.size()) {
        const QByteArrayView left = QByteArrayView(m_rest).sliced(at);
        const Result<Shape> shape = shapeOf(left);
        if (!shape)
            return fail(shape.error());
        if (shape->size == 0 || left.size() < shape->size)
            break;
        messages.append({shape->kind, m_rest.sliced(at, shape->size)});
        at += shape->size;
    }
    m_rest.remove(0, at);
    return messages;
}

} // namespace pilothouse
