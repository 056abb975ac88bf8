#pragma once

#include "core/result.h"

#include <QByteArray>

#include <functional>

namespace pilothouse {

/// How many bytes a pixel takes, from the 16 bytes of a PIXEL_FORMAT (RFC 6143, section 7.4).
struct PixelWidth
{
    qint64 plain = 4;
    qint64 tight = 3; ///< in Tight encoding: the fourth byte is left out where it says nothing

    static PixelWidth of(QByteArrayView pixelFormat);
};

/// Follows the stream of an X server after its handshake, message by message, to take the
/// clipboard out of it: who only watches gets none. Pictures are not decoded, only measured.
/// Knows the encodings that InputFilter lets a viewer ask for. Pure.
class ServerMessages
{
public:
    explicit ServerMessages(PixelWidth pixels) : m_pixels(pixels) {}

    /// Takes each whole fence; false: it does not go to the viewer. Unset: all do.
    std::function<bool(const QByteArray &message)> onFence;

    /// To be called before the first update is asked for: later, pictures on their way would still
    /// have the old width.
    void setPixelWidth(PixelWidth pixels) { m_pixels = pixels; }

    /// A whole message of our own for the viewer: goes out with feed(), also one of nothing, as
    /// soon as no message of the desktop is half out.
    void say(const QByteArray &message) { m_ours += message; }

    /// What of the stream so far goes to the viewer. Corrupt: the stream cannot be followed; the
    /// connection must end.
    Result<QByteArray> feed(const QByteArray &bytes, bool withClipboard);

private:
    struct Rect
    {
        qint64 width = 0;
        qint64 height = 0;
        qint32 encoding = 0;

        qint64 area() const { return width * height; }
        qint64 maskSize() const { return (width + 7) / 8 * height; }
    };
    /// Reads one head from the start of `bytes`: returns its size, or 0 when more bytes are needed.
    using Step = Result<qsizetype> (ServerMessages::*)(QByteArrayView bytes);

    Result<qsizetype> message(QByteArrayView bytes);
    Result<qsizetype> fence(QByteArrayView bytes);
    Result<qsizetype> update(QByteArrayView bytes);
    Result<qsizetype> rectangle(QByteArrayView bytes);
    Result<qsizetype> beginRectangle();
    Result<qsizetype> countedBody(QByteArrayView bytes);
    Result<qsizetype> screens(QByteArrayView bytes);
    Result<qsizetype> vmwareCursor(QByteArrayView bytes);
    Result<qsizetype> tight(QByteArrayView bytes);
    Result<qsizetype> tightFilter(QByteArrayView bytes);
    Result<qsizetype> tightLength(QByteArrayView bytes);
    void tightData(qint64 size);
    QByteArray ours();
    void endRectangle(qint64 body);

    PixelWidth m_pixels;
    bool m_withClipboard = false;
    QByteArray m_ours;   ///< to be said between two messages
    QByteArray m_rest;   ///< the start of a head
    qint64 m_body = 0;   ///< bytes to come before the next head
    bool m_drop = false; ///< what is being read does not go out
    Step m_step = &ServerMessages::message;
    int m_rectangles = 0; ///< to come in this update
    Rect m_rect;
};

} // namespace pilothouse
