#pragma once

#include "vnc/rfb.h"

#include <QByteArray>
#include <QList>

/// Messages of RFB, for tests that say them.
namespace pilothouse::rfb {

inline QByteArray keyEvent(quint32 keysym, bool down)
{
    QByteArray bytes("\x04", 1);
    append<quint8>(bytes, down ? 1 : 0);
    append<quint16>(bytes, 0);
    append(bytes, keysym);
    return bytes;
}

/// Press and release of each letter; a line end is Return.
inline QByteArray typed(const QByteArray &text)
{
    QByteArray bytes;
    for (const char letter : text) {
        const quint32 keysym = letter == '\n' ? 0xff0d : static_cast<quint8>(letter);
        bytes += keyEvent(keysym, true) + keyEvent(keysym, false);
    }
    return bytes;
}

inline QByteArray qemuKeyEvent(quint32 keysym, bool down, quint32 code = 30)
{
    QByteArray bytes("\xff\0", 2);
    append<quint16>(bytes, down ? 1 : 0);
    append(bytes, keysym);
    append(bytes, code);
    return bytes;
}

inline QByteArray pointerEvent(int buttons, quint16 x, quint16 y)
{
    QByteArray bytes("\x05", 1);
    append<quint8>(bytes, static_cast<quint8>(buttons));
    append(bytes, x);
    append(bytes, y);
    return bytes;
}

/// `length` as it stands in the message; the text may be shorter.
inline QByteArray cutText(const QByteArray &text, qint32 length)
{
    QByteArray bytes("\x06\0\0\0", 4);
    append(bytes, length);
    return bytes + text;
}
inline QByteArray cutText(const QByteArray &text)
{
    return cutText(text, static_cast<qint32>(text.size()));
}

/// The extended clipboard: actions, formats, and what follows them.
inline QByteArray extended(quint32 actions, quint32 formats, const QByteArray &rest = {})
{
    QByteArray body;
    append(body, actions | formats);
    body += rest;
    return cutText(body, -static_cast<qint32>(body.size()));
}

/// How a viewer packs: most flush their stream and do not end it.
enum class Stream { Flushed, Ended, Squeezed };

/// Up to 64 KiB as they are, as one block of a stream of zlib (RFC 1950, 1951).
inline QByteArray packed(const QByteArray &content, Stream stream = Stream::Flushed)
{
    if (stream == Stream::Squeezed)
        return qCompress(content, 9).sliced(4);
    const auto size = static_cast<quint16>(content.size());
    QByteArray bytes("\x78\x01", 2);
    append<quint8>(bytes, stream == Stream::Ended ? 1 : 0);
    for (const quint16 number : {size, static_cast<quint16>(~size)}) // lowest byte first
        bytes.append(static_cast<char>(number)).append(static_cast<char>(number >> 8));
    bytes += content;
    if (stream == Stream::Ended)
        bytes += "sum."; // which nobody checks here
    return bytes;
}

/// The answer to a request for text.
inline QByteArray answer(const QByteArray &utf8, Stream stream = Stream::Flushed)
{
    QByteArray content;
    append(content, static_cast<quint32>(utf8.size() + 1));
    return extended(ClipboardProvide, ClipboardText, packed(content + utf8 + '\0', stream));
}

inline QByteArray setEncodings(const QList<qint32> &encodings)
{
    QByteArray bytes("\x02\0", 2);
    append<quint16>(bytes, static_cast<quint16>(encodings.size()));
    for (const qint32 encoding : encodings)
        append(bytes, encoding);
    return bytes;
}

inline QByteArray setPixelFormat(quint8 bits = 32)
{
    QByteArray bytes("\0\0\0\0", 4);
    bytes += static_cast<char>(bits);
    return bytes + QByteArray::fromHex("18000100ff00ff00ff100800") + QByteArray(3, '\0');
}

inline QByteArray updateRequest(bool incremental, quint16 width, quint16 height)
{
    QByteArray bytes("\x03", 1);
    append<quint8>(bytes, incremental ? 1 : 0);
    append<quint32>(bytes, 0);
    append(bytes, width);
    append(bytes, height);
    return bytes;
}

inline QByteArray continuousUpdates(quint16 width, quint16 height)
{
    QByteArray bytes = updateRequest(true, width, height);
    bytes[0] = '\x96';
    return bytes;
}

inline QByteArray fence(quint8 length)
{
    return QByteArray("\xf8\0\0\0\x80\0\0\0", 8) + static_cast<char>(length) +
           QByteArray(length, 'f');
}

inline QByteArray setDesktopSize(quint8 screens)
{
    QByteArray bytes("\xfb\0\x04\0\x03\0", 6);
    return bytes + static_cast<char>(screens) + '\0' + QByteArray(16 * screens, '\0');
}

/// What a server says of its desktop: 32 bits a pixel, of which 24 count.
inline QByteArray serverInit(quint16 width, quint16 height, const QByteArray &name)
{
    QByteArray bytes;
    append(bytes, width);
    append(bytes, height);
    bytes += setPixelFormat().sliced(4);
    append(bytes, static_cast<quint32>(name.size()));
    return bytes + name;
}

/// The head of an update, and of one rectangle in it.
inline QByteArray update(quint16 rectangles)
{
    QByteArray bytes("\0\0", 2);
    append(bytes, rectangles);
    return bytes;
}
inline QByteArray rectangle(quint16 width, quint16 height, qint32 encoding)
{
    QByteArray bytes(4, '\0');
    append(bytes, width);
    append(bytes, height);
    append(bytes, encoding);
    return bytes;
}

/// Bytes as they come from a socket: in parts of these sizes, again and again.
inline QByteArrayList inParts(const QByteArray &bytes, const QList<int> &sizes)
{
    QByteArrayList parts;
    qsizetype at = 0;
    for (qsizetype i = 0; at < bytes.size(); ++i) {
        const qsizetype size = sizes.isEmpty() ? bytes.size() : sizes.at(i % sizes.size());
        parts.append(bytes.mid(at, size));
        at += size;
    }
    return parts;
}

} // namespace pilothouse::rfb
