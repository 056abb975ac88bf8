#pragma once

#include "qml/vnc/rfb_bytes.h"
#include "core/result.h"

#include <QImage>
#include <QRect>

#include <array>
#include <memory>

struct z_stream_s;

namespace pilothouse {

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
