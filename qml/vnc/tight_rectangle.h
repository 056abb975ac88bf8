#pragma once

#include "qml/vnc/rfb_bytes.h"
#include "core/result.h"

#include <QImage>
#include <QRect>

#include <array>
#include <memory>

struct z_stream_s;

namespace pilothouse {

/// The pixels of `picture` at the left of a line of `where`, which lies within it.
inline QRgb *lineOf(QImage &picture, const QRect &where, int line)
{
    return reinterpret_cast<QRgb *>(picture.scanLine(where.y() + line)) + where.x();
}
/// `pixels` are as the picture has them, line by line without gaps.
inline void putPixels(const void *pixels, const QRect &where, QImage &picture)
{
    const size_t size = size_t(where.width()) * sizeof(QRgb);
    for (int y = 0; y < where.height(); ++y)
        memcpy(lineOf(picture, where, y), static_cast<const char *>(pixels) + size_t(y) * size,
               size);
}

/// Rectangles in Tight encoding, as the RFB community's protocol text has it, of pixels of 24 bits.
/// One for each connection: what is compressed goes on from one rectangle to the next. The gradient
/// filter, which TigerVNC never sends, is refused. Pure.
class TightRectangles
{
public:
    TightRectangles();
    ~TightRectangles();
    Q_DISABLE_COPY_MOVE(TightRectangles)

    /// Draws what `bytes` hold of `where`, which lies within `picture`. Nothing happens while they
    /// are short. Corrupt: no such rectangle.
    Result<> draw(RfbBytes &bytes, const QRect &where, QImage &picture);

private:
    struct Inflater;
    struct Filter
    {
        qsizetype colours = 0; ///< of a palette; 0: the pixels themselves
        std::array<QRgb, 256> palette = {};
    };

    Result<> drawBasic(RfbBytes &bytes, int control, const QRect &where, QImage &picture);
    Result<QByteArray> inflated(int stream, QByteArrayView packed, qsizetype size);

    std::array<std::unique_ptr<Inflater>, 4> m_streams;
};

} // namespace pilothouse
