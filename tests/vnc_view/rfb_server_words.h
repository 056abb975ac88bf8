#pragma once

#include "qml/vnc/rfb_bytes.h"

#include <QImage>

#include <zlib.h>

/// What an RFB server says, for tests of who listens.
namespace pilothouse::rfbserver {

template <typename... Numbers> QByteArray numbers(Numbers... all)
{
    QByteArray bytes;
    (appendNumber(bytes, all), ...);
    return bytes;
}

inline QByteArray greeting(quint16 width, quint16 height)
{
    return "RFB 003.008\n" + QByteArray("\1\1\0\0\0\0", 6) + numbers(width, height) +
           QByteArray(16, '\0') + numbers(quint32(4)) + "desk";
}

inline QByteArray update(quint16 rectangles)
{
    return QByteArray(2, '\0') + numbers(rectangles);
}

inline QByteArray head(const QRect &where, qint32 encoding)
{
    return numbers(quint16(where.x()), quint16(where.y()), quint16(where.width()),
                   quint16(where.height()), encoding);
}

inline QByteArray raw(const QImage &picture, const QRect &where)
{
    QByteArray bytes = head(where, 0);
    for (int y = where.top(); y <= where.bottom(); ++y)
        bytes.append(reinterpret_cast<const char *>(picture.constScanLine(y)) + where.x() * 4,
                     where.width() * 4);
    return bytes;
}

/// Of a desktop with one screen.
inline QByteArray newSize(QSize size)
{
    return head(QRect(QPoint(0, 0), size), -308) + QByteArray("\1\0\0\0", 4) + QByteArray(16, '\0');
}

inline QByteArray copyRect(QPoint from, const QRect &to)
{
    return head(to, 1) + numbers(quint16(from.x()), quint16(from.y()));
}

inline QByteArray fence(quint32 flags, const QByteArray &mark)
{
    return QByteArray("\xf8\0\0\0", 4) + numbers(flags, quint8(mark.size())) + mark;
}

/// Tight, whose streams go on from one rectangle to the next.
class Tight
{
    Q_DISABLE_COPY_MOVE(Tight)
public:
    Tight()
    {
        for (z_stream &stream : m_streams)
            deflateInit(&stream, 1);
    }
    ~Tight()
    {
        for (z_stream &stream : m_streams)
            deflateEnd(&stream);
    }

    static QByteArray fill(const QRect &where, QRgb colour)
    {
        return head(where, 7) + '\x80' + pixel(colour);
    }
    QByteArray pixels(const QImage &picture, const QRect &where, int stream)
    {
        QByteArray all;
        for (int y = where.top(); y <= where.bottom(); ++y)
            for (int x = where.left(); x <= where.right(); ++x)
                all += pixel(picture.pixel(x, y));
        return head(where, 7) + static_cast<char>(stream << 4) + packed(all, stream);
    }
    /// Of a picture with a colour table.
    QByteArray indexes(const QImage &picture, const QRect &where, int stream)
    {
        const auto colours = picture.colorTable();
        QByteArray palette;
        for (const QRgb colour : colours)
            palette += pixel(colour);
        QByteArray all;
        for (int y = where.top(); y <= where.bottom(); ++y) {
            QByteArray line(colours.size() > 2 ? where.width() : (where.width() + 7) / 8, '\0');
            for (int x = 0; x < where.width(); ++x) {
                const int index = picture.pixelIndex(where.x() + x, y);
                if (colours.size() > 2)
                    line[x] = static_cast<char>(index);
                else if (index != 0)
                    line[x / 8] = static_cast<char>(line[x / 8] | 0x80 >> x % 8);
            }
            all += line;
        }
        return head(where, 7) + static_cast<char>((4 | stream) << 4) + '\1' +
               static_cast<char>(colours.size() - 1) + palette + packed(all, stream);
    }

private:
    static QByteArray pixel(QRgb colour)
    {
        return numbers(quint8(qRed(colour)), quint8(qGreen(colour)), quint8(qBlue(colour)));
    }
    QByteArray packed(QByteArray all, int stream)
    {
        if (all.size() < 12)
            return all;
        z_stream &to = m_streams[stream];
        QByteArray out(all.size() * 2 + 64, Qt::Uninitialized);
        to.next_in = reinterpret_cast<Bytef *>(all.data());
        to.avail_in = uInt(all.size());
        to.next_out = reinterpret_cast<Bytef *>(out.data());
        to.avail_out = uInt(out.size());
        deflate(&to, Z_SYNC_FLUSH);
        out.chop(qsizetype(to.avail_out));
        QByteArray length;
        for (qsizetype left = out.size(), i = 0; i == 0 || left > 0; ++i, left >>= 7)
            length += static_cast<char>((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
        return length + out;
    }

    z_stream m_streams[4] = {};
};

} // namespace pilothouse::rfbserver
