#include "demo/demo_picture.h"

#include <QtEndian>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

template <typename T> int bigEndian(const QByteArray &bytes, qsizetype at)
{
    if (at + qsizetype(sizeof(T)) > bytes.size())
        return 0;
    return int(qFromBigEndian<T>(bytes.constData() + at));
}

int littleEndian16(const QByteArray &bytes, qsizetype at)
{
    return at + 2 > bytes.size() ? 0 : int(qFromLittleEndian<quint16>(bytes.constData() + at));
}

/// ITU T.81 B.1: segments of a marker and a length, up to the frame header (SOF) with the size.
QSize jpegSize(const QByteArray &bytes)
{
    qsizetype at = 2;
    while (at + 4 <= bytes.size()) {
        if (quint8(bytes.at(at)) != 0xFF)
            return {};
        const int marker = quint8(bytes.at(at + 1));
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame)
            return {bigEndian<quint16>(bytes, at + 7), bigEndian<quint16>(bytes, at + 5)};
        const bool fill = marker == 0xFF;
        at += fill ? 1 : 2 + qMax(2, bigEndian<quint16>(bytes, at + 2));
    }
    return {};
}

/// RFC 9649: one of three kinds of first chunk.
QSize webpSize(const QByteArray &bytes)
{
    const QByteArray kind = bytes.mid(12, 4);
    if (kind == "VP8 ")
        return {littleEndian16(bytes, 26) & 0x3FFF, littleEndian16(bytes, 28) & 0x3FFF};
    if (kind == "VP8L" && bytes.size() >= 25) {
        const quint32 bits = qFromLittleEndian<quint32>(bytes.constData() + 21);
        return {int(bits & 0x3FFF) + 1, int((bits >> 14) & 0x3FFF) + 1};
    }
    if (kind == "VP8X" && bytes.size() >= 30)
        return {(littleEndian16(bytes, 24) | (quint8(bytes.at(26)) << 16)) + 1,
                (littleEndian16(bytes, 27) | (quint8(bytes.at(29)) << 16)) + 1};
    return {};
}

QSize validOrNone(QSize size)
{
    return size.isEmpty() ? QSize() : size;
}

} // namespace

DemoPictureHeader readPictureHeader(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return {u"image/png"_s,
                validOrNone({bigEndian<quint32>(bytes, 16), bigEndian<quint32>(bytes, 20)})};
    if (bytes.startsWith("\xFF\xD8"))
        return {u"image/jpeg"_s, validOrNone(jpegSize(bytes))};
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return {u"image/gif"_s, validOrNone({littleEndian16(bytes, 6), littleEndian16(bytes, 8)})};
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return {u"image/webp"_s, validOrNone(webpSize(bytes))};
    return {};
}

qint64 demoPictureTokens(QSize size)
{
    return qint64((size.width() + 27) / 28) * ((size.height() + 27) / 28);
}

} // namespace pilothouse
