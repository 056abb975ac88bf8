#include "qml/vnc/rfb_decoder.h"

#include "qml/vnc/rfb_words.h"

#include <QPainter>

namespace pilothouse {

namespace {

using rfbwords::lost;

enum ServerMessage : quint8 {
    Update = 0,
    Bell = 2,
    CutText = 3,
    EndOfContinuousUpdates = 150,
    ServerFence = 248,
};

enum ClientMessage : quint8 { UpdateRequest = 3, EnableContinuousUpdates = 150 };

constexpr int kUntilLastRect = 0xffff;
constexpr qint64 kLongestText = 4 * 1024 * 1024; // bytes
constexpr int kLargestPointer = 512;             // pixels of a side
constexpr quint32 kFenceRequest = 1U << 31;
constexpr quint32 kKnownFenceFlags = 7; // before, after, with the next

} // namespace

Result<> RfbDecoder::feed(QByteArrayView bytes)
{
    m_rest.append(bytes);
    qsizetype at = 0;
    while (at < m_rest.size()) {
        RfbBytes left(QByteArrayView(m_rest).sliced(at));
        if (const Result<> done = (this->*m_step)(left); !done)
            return done;
        if (left.isShort())
            break;
        at += left.taken();
    }
    m_rest.remove(0, at);
    return {};
}

Result<> RfbDecoder::greet(RfbBytes &bytes)
{
    const Result<QSize> size = rfbgreeting::read(bytes);
    if (!size)
        return fail(size.error());
    if (bytes.isShort())
        return {};
    m_answers += rfbgreeting::wishes(m_distance);
    m_step = &RfbDecoder::message;
    return resize(*size);
}

Result<> RfbDecoder::message(RfbBytes &bytes)
{
    switch (bytes.number<quint8>()) {
    case Update:
        bytes.take(1);
        m_rectangles = bytes.number<quint16>();
        if (!bytes.isShort() && m_rectangles > 0)
            m_step = &RfbDecoder::rectangle;
        break;
    case Bell:
        break;
    case CutText:
        cutText(bytes);
        break;
    case EndOfContinuousUpdates: // the first says only that they can be had
        if (!std::exchange(m_canFlow, true) && m_flow == Flow::Asked)
            enableContinuous(true);
        break;
    case ServerFence:
        fence(bytes);
        break;
    default:
        return lost("message");
    }
    return {};
}

// Tells the server how fast we are: it waits with more until this is back.
void RfbDecoder::fence(RfbBytes &bytes)
{
    bytes.take(3);
    const auto flags = bytes.number<quint32>();
    const auto size = bytes.number<quint8>();
    const QByteArrayView mark = bytes.take(size);
    if (bytes.isShort() || (flags & kFenceRequest) == 0)
        return;
    m_answers += QByteArray("\xf8\0\0\0", 4);
    appendNumber(m_answers, flags & kKnownFenceFlags);
    appendNumber(m_answers, size);
    m_answers.append(mark);
}

void RfbDecoder::cutText(RfbBytes &bytes)
{
    bytes.take(3);
    const qint64 length = bytes.number<qint32>(); // negative: the extended clipboard's
    const QByteArrayView text = bytes.take(length < 0 ? -length : length);
    if (!bytes.isShort() && length < 0 && -length <= kLongestText)
        m_clipboard.append(text.toByteArray());
}

Result<> RfbDecoder::rectangle(RfbBytes &bytes)
{
    const int x = bytes.number<quint16>();
    const int y = bytes.number<quint16>();
    const int width = bytes.number<quint16>();
    const int height = bytes.number<quint16>();
    const auto encoding = bytes.number<qint32>();
    if (bytes.isShort())
        return {};
    const Result<> done = read(encoding, bytes, QRect(x, y, width, height));
    if (!done || bytes.isShort())
        return done;
    if (encoding == rfbwords::LastRect || (m_rectangles != kUntilLastRect && --m_rectangles == 0)) {
        m_step = &RfbDecoder::message;
        if (m_flow == Flow::Asked)
            ask(UpdateRequest, true);
    }
    return done;
}

Result<> RfbDecoder::read(qint32 encoding, RfbBytes &bytes, const QRect &where)
{
    switch (encoding) {
    case rfbwords::Raw:
    case rfbwords::CopyRect:
    case rfbwords::Tight:
        return draw(encoding, bytes, where);
    case rfbwords::VmwareCursor:
        return readShape(bytes, where);
    case rfbwords::ExtendedDesktopSize:
        return readSize(bytes, where);
    case rfbwords::QemuKeyEvent:
        m_takesQemuKeys = true;
        return {};
    case rfbwords::LastRect:
        return {};
    default:
        return lost("encoding");
    }
}

Result<> RfbDecoder::draw(qint32 encoding, RfbBytes &bytes, const QRect &where)
{
    if (where.isEmpty() || !m_picture.rect().contains(where))
        return lost("rectangle");
    Result<> done;
    if (encoding == rfbwords::Tight)
        done = m_tight.draw(bytes, where, m_picture);
    else if (encoding == rfbwords::CopyRect)
        done = copy(bytes, where);
    else if (const auto pixels = bytes.take(qint64(where.width()) * where.height() * 4);
             !bytes.isShort())
        putPixels(pixels.data(), where, m_picture);
    if (!bytes.isShort())
        m_damage += where;
    return done;
}

Result<> RfbDecoder::copy(RfbBytes &bytes, const QRect &where)
{
    const int x = bytes.number<quint16>();
    const int y = bytes.number<quint16>();
    const QRect from(QPoint(x, y), where.size());
    if (!m_picture.rect().contains(from))
        return lost("copy");
    const bool isDown = where.y() > y; // then the lowest line first: they may overlap
    for (int i = 0; !bytes.isShort() && i < where.height(); ++i) {
        const int line = isDown ? where.height() - 1 - i : i;
        memmove(lineOf(m_picture, where, line), lineOf(m_picture, from, line),
                size_t(where.width()) * 4);
    }
    return {};
}

// Where a client had asked for it, its y says whether that was done; nobody here has.
Result<> RfbDecoder::readSize(RfbBytes &bytes, const QRect &where)
{
    const auto screens = bytes.number<quint8>();
    bytes.take(3 + 16 * qint64(screens));
    return bytes.isShort() || where.y() != 0 ? Result<>() : resize(where.size());
}

Result<> RfbDecoder::resize(QSize size)
{
    if (size.isEmpty() || size.width() > kLargestSide || size.height() > kLargestSide)
        return lost("size");
    if (size == m_picture.size())
        return {};
    const QImage before = std::exchange(m_picture, QImage(size, QImage::Format_RGB32));
    m_picture.fill(Qt::black);
    QPainter(&m_picture).drawImage(0, 0, before);
    m_damage = m_picture.rect();
    if (m_flow == Flow::Continuous)
        enableContinuous(true);
    if (m_flow != Flow::Stopped)
        ask(UpdateRequest, false);
    return {};
}

// Red, green, blue and alpha: the only kind that TigerVNC sends.
Result<> RfbDecoder::readShape(RfbBytes &bytes, const QRect &where)
{
    if (where.width() > kLargestPointer || where.height() > kLargestPointer)
        return lost("pointer");
    constexpr quint16 withAlpha = 1 << 8;
    if (bytes.number<quint16>() != withAlpha && !bytes.isShort())
        return lost("kind of pointer");
    const QByteArrayView pixels = bytes.take(qint64(where.width()) * where.height() * 4);
    if (bytes.isShort())
        return {};
    QImage image(where.size(), QImage::Format_RGBA8888);
    putPixels(pixels.data(), image.rect(), image);
    m_shape = Shape{image, where.topLeft()};
    return {};
}

// A message about all of the picture.
void RfbDecoder::ask(quint8 message, bool flag)
{
    m_answers.append(char(message)).append(char(flag)).append(4, '\0');
    appendNumber(m_answers, quint16(m_picture.width()));
    appendNumber(m_answers, quint16(m_picture.height()));
}

void RfbDecoder::enableContinuous(bool on)
{
    ask(EnableContinuousUpdates, on);
    m_flow = on ? Flow::Continuous : Flow::Stopped;
}

void RfbDecoder::setFlowing(bool flows)
{
    if (flows == (m_flow != Flow::Stopped))
        return;
    m_flow = flows ? Flow::Asked : Flow::Stopped;
    if (m_picture.isNull())
        return;
    if (m_canFlow)
        enableContinuous(flows);
    if (flows)
        ask(UpdateRequest, true);
}

} // namespace pilothouse
