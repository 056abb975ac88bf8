#pragma once

#include "qml/vnc/rfb_greeting.h"
#include "qml/vnc/tight_rectangle.h"

#include <QList>
#include <QPoint>
#include <QRegion>

#include <optional>

namespace pilothouse {

/// What an RFB server sends, as a viewer of it has it: bytes in, rectangles of a picture out, and
/// what has to be answered. Version 3.8 without security; Raw, CopyRect and Tight; the pointer's
/// shape with alpha; sizes that change; fences, and updates that come by themselves.
/// Sources: RFC 6143, and the RFB community's protocol text for all that is not in it.
/// Pure: no socket, no thread.
class RfbDecoder
{
public:
    struct Shape
    {
        QImage image; ///< with alpha; empty: nothing to see
        QPoint hotSpot;
    };
    static constexpr int kLargestSide = 8192; ///< pixels of a desktop

    explicit RfbDecoder(RfbDistance distance) : m_distance(distance) {}

    /// Corrupt: the stream cannot be followed; the connection must end. Unsupported: the server
    /// wants a password.
    Result<> feed(QByteArrayView bytes);

    /// What is to be sent, once; something also before anything has come.
    QByteArray takeAnswers() { return std::exchange(m_answers, {}); }
    /// What changed since the last time, in pixels of the desktop.
    QRegion takeDamage() { return std::exchange(m_damage, {}); }
    /// A new shape of the pointer, once.
    std::optional<Shape> takeShape() { return std::exchange(m_shape, {}); }
    /// What was said of the clipboard, once: extended messages, without their head.
    QList<QByteArray> takeClipboard() { return std::exchange(m_clipboard, {}); }

    /// Of the size of the desktop; null before the handshake is done. Format_RGB32.
    const QImage &picture() const { return m_picture; }
    bool isReady() const { return !m_picture.isNull(); }
    bool takesQemuKeys() const { return m_takesQemuKeys; }

    /// Whether updates shall come. At first they do.
    void setFlowing(bool flows);

private:
    enum class Flow { Asked, Continuous, Stopped };
    /// Reads one thing from the front of `bytes`; when they are short, nothing has happened.
    using Step = Result<> (RfbDecoder::*)(RfbBytes &bytes);

    Result<> greet(RfbBytes &bytes);
    Result<> message(RfbBytes &bytes);
    Result<> rectangle(RfbBytes &bytes);
    Result<> read(qint32 encoding, RfbBytes &bytes, const QRect &where);
    Result<> draw(qint32 encoding, RfbBytes &bytes, const QRect &where);
    Result<> copy(RfbBytes &bytes, const QRect &where);
    Result<> readSize(RfbBytes &bytes, const QRect &where);
    Result<> resize(QSize size);
    Result<> readShape(RfbBytes &bytes, const QRect &where);
    void fence(RfbBytes &bytes);
    void cutText(RfbBytes &bytes);
    void ask(quint8 message, bool flag);
    void enableContinuous(bool on);

    const RfbDistance m_distance;
    QByteArray m_rest; ///< the start of a step
    Step m_step = &RfbDecoder::greet;
    int m_rectangles = 0; ///< to come in this update
    Flow m_flow = Flow::Asked;
    bool m_canFlow = false; ///< the server offers continuous updates
    bool m_takesQemuKeys = false;
    TightRectangles m_tight;
    QImage m_picture;
    QRegion m_damage;
    QByteArray m_answers = rfbgreeting::hello();
    std::optional<Shape> m_shape;
    QList<QByteArray> m_clipboard;
};

} // namespace pilothouse
