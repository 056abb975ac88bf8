#include "vnc/server_messages.h"

#include "vnc/rfb.h"

#include <algorithm>
#include <utility>

namespace pilothouse {

namespace {

constexpr qint64 kLargestBody = 256 * 1024 * 1024; // a screen of 8192 x 8192 pixels
constexpr int kUntilLastRect = 0xffff;

enum ServerMessageType : quint8 {
    FramebufferUpdate = 0,
    ColourMap = 1,
    Bell = 2,
    ServerCutText = 3,
    EndOfContinuousUpdates = 150,
    ServerFence = 248,
};

Failure lost(const QString &where)
{
    return fail(Errc::Corrupt, QStringLiteral("The desktop's picture stream cannot be followed."),
                where);
}

} // namespace

PixelWidth PixelWidth::of(QByteArrayView format)
{
    const auto number = [format](qsizetype at) { return static_cast<quint8>(format[at]); };
    const qint64 plain = number(0) / 8;
    const bool isTrueColour = number(3) != 0;
    const bool isPlain24 =
        plain == 4 && number(1) == 24 && isTrueColour && rfb::read<quint16>(format, 4) == 255 &&
        rfb::read<quint16>(format, 6) == 255 && rfb::read<quint16>(format, 8) == 255;
    return {.plain = plain, .tight = isPlain24 ? 3 : plain};
}

Result<QByteArray> ServerMessages::feed(const QByteArray &bytes, bool withClipboard)
{
    m_withClipboard = withClipboard;
    const QByteArray input = m_rest.isEmpty() ? bytes : m_rest + bytes;
    QByteArray passed;
    passed.reserve(input.size());
    passed += ours();
    qsizetype at = 0;
    while (at < input.size()) {
        const QByteArrayView left = QByteArrayView(input).sliced(at);
        qsizetype taken = std::min<qint64>(m_body, left.size());
        if (m_body > 0) {
            m_body -= taken;
        } else {
            const Result<qsizetype> head = (this->*m_step)(left);
            if (!head)
                return fail(head.error());
            if (*head == 0)
                break;
            if (m_body > kLargestBody)
                return lost(QStringLiteral("size"));
            taken = *head;
        }
        if (!m_drop)
            passed.append(left.first(taken));
        m_drop = m_drop && m_body > 0;
        at += taken;
        passed += ours();
    }
    m_rest = input.sliced(at);
    return passed;
}

QByteArray ServerMessages::ours()
{
    const bool isBetween = m_body == 0 && m_step == &ServerMessages::message;
    return isBetween ? std::exchange(m_ours, {}) : QByteArray();
}

Result<qsizetype> ServerMessages::message(QByteArrayView bytes)
{
    const auto needs = [bytes](qsizetype size) { return bytes.size() < size; };
    switch (static_cast<quint8>(bytes[0])) {
    case FramebufferUpdate:
        return update(bytes);
    case ColourMap:
        if (needs(6))
            return 0;
        m_body = 6 * qint64(rfb::read<quint16>(bytes, 4));
        return 6;
    case Bell:
    case EndOfContinuousUpdates:
        return 1;
    case ServerCutText: {
        if (needs(8))
            return 0;
        const qint64 length = rfb::read<qint32>(bytes, 4); // negative: the extended clipboard's
        m_body = std::abs(length);
        m_drop = !m_withClipboard;
        return 8;
    }
    case ServerFence:
        return fence(bytes);
    default:
        return lost(QStringLiteral("message %1").arg(static_cast<quint8>(bytes[0])));
    }
}

Result<qsizetype> ServerMessages::fence(QByteArrayView bytes)
{
    constexpr qsizetype head = 9;
    const qsizetype size = bytes.size() < head ? head : head + static_cast<quint8>(bytes[head - 1]);
    if (bytes.size() < size)
        return 0;
    m_drop = onFence && !onFence(bytes.first(size).toByteArray());
    return size;
}

Result<qsizetype> ServerMessages::update(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return 0;
    m_rectangles = rfb::read<quint16>(bytes, 2);
    m_step = m_rectangles > 0 ? &ServerMessages::rectangle : &ServerMessages::message;
    return 4;
}

Result<qsizetype> ServerMessages::rectangle(QByteArrayView bytes)
{
    if (bytes.size() < 12)
        return 0;
    m_rect = {.width = rfb::read<quint16>(bytes, 4),
              .height = rfb::read<quint16>(bytes, 6),
              .encoding = rfb::read<qint32>(bytes, 8)};
    if (m_rectangles != kUntilLastRect)
        --m_rectangles;
    return beginRectangle();
}

// Long: one case for each encoding.
Result<qsizetype> ServerMessages::beginRectangle()
{
    constexpr qsizetype head = 12;
    switch (m_rect.encoding) {
    case rfb::Raw:
        endRectangle(m_rect.area() * m_pixels.plain);
        return head;
    case rfb::CopyRect:
    case rfb::VmwareLedState:
        endRectangle(4);
        return head;
    case rfb::LedState:
        endRectangle(1);
        return head;
    case rfb::Cursor:
        endRectangle(m_rect.area() * m_pixels.plain + m_rect.maskSize());
        return head;
    case rfb::XCursor:
        endRectangle(m_rect.area() == 0 ? 0 : 6 + 2 * m_rect.maskSize());
        return head;
    case rfb::LastRect:
        m_rectangles = 0;
        endRectangle(0);
        return head;
    case rfb::DesktopSize:
    case rfb::QemuKeyEvent:
    case rfb::VmwareCursorPosition:
        endRectangle(0);
        return head;
    case rfb::Zrle:
    case rfb::DesktopName:
        m_step = &ServerMessages::countedBody;
        return head;
    case rfb::ExtendedDesktopSize:
        m_step = &ServerMessages::screens;
        return head;
    case rfb::VmwareCursor:
        m_step = &ServerMessages::vmwareCursor;
        return head;
    case rfb::Tight:
        m_step = &ServerMessages::tight;
        return head;
    default:
        return lost(QStringLiteral("encoding %1").arg(m_rect.encoding));
    }
}

void ServerMessages::endRectangle(qint64 body)
{
    m_body = body;
    m_step = m_rectangles > 0 ? &ServerMessages::rectangle : &ServerMessages::message;
}

Result<qsizetype> ServerMessages::countedBody(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return 0;
    endRectangle(rfb::read<quint32>(bytes, 0));
    return 4;
}

Result<qsizetype> ServerMessages::screens(QByteArrayView bytes)
{
    if (bytes.size() < 4)
        return 0;
    endRectangle(16 * qint64(static_cast<quint8>(bytes[0])));
    return 4;
}

Result<qsizetype> ServerMessages::vmwareCursor(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return 0;
    const bool hasAlpha = bytes[0] != 0;
    endRectangle(m_rect.area() * (hasAlpha ? 4 : 2 * m_pixels.plain));
    return 2;
}

// The Tight encoding, as the RFB community's protocol text has it.
Result<qsizetype> ServerMessages::tight(QByteArrayView bytes)
{
    const int control = static_cast<quint8>(bytes[0]) >> 4;
    constexpr int fill = 8;
    constexpr int jpeg = 9;
    constexpr int explicitFilter = 4;
    if (control > jpeg)
        return lost(QStringLiteral("Tight"));
    if (control == fill)
        endRectangle(m_pixels.tight);
    else if (control == jpeg)
        m_step = &ServerMessages::tightLength;
    else if (control & explicitFilter)
        m_step = &ServerMessages::tightFilter;
    else
        tightData(m_rect.area() * m_pixels.tight);
    return 1;
}

Result<qsizetype> ServerMessages::tightFilter(QByteArrayView bytes)
{
    constexpr char palette = 1;
    constexpr char gradient = 2;
    if (bytes[0] < 0 || bytes[0] > gradient)
        return lost(QStringLiteral("Tight filter"));
    if (bytes[0] != palette) {
        tightData(m_rect.area() * m_pixels.tight);
        return 1;
    }
    if (bytes.size() < 2)
        return 0;
    const qint64 colours = 1 + static_cast<quint8>(bytes[1]);
    const qint64 head = 2 + colours * m_pixels.tight;
    if (bytes.size() < head)
        return 0;
    tightData(colours <= 2 ? m_rect.maskSize() : m_rect.area());
    return head;
}

// What is short is not compressed, and has no length.
void ServerMessages::tightData(qint64 size)
{
    constexpr qint64 leastCompressed = 12;
    if (size < leastCompressed)
        endRectangle(size);
    else
        m_step = &ServerMessages::tightLength;
}

// One to three bytes of seven bits, the lowest first.
Result<qsizetype> ServerMessages::tightLength(QByteArrayView bytes)
{
    qint64 length = 0;
    for (qsizetype i = 0; i < 3; ++i) {
        if (bytes.size() <= i)
            return 0;
        const int part = static_cast<quint8>(bytes[i]);
        const bool isLast = i == 2 || part < 0x80;
        length |= qint64(isLast && i == 2 ? part : part & 0x7f) << (7 * i);
        if (isLast) {
            endRectangle(length);
            return i + 1;
        }
    }
    return 0;
}

} // namespace pilothouse
