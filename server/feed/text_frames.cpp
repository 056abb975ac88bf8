#include "feed/text_frames.h"

#include <QtEndian>

namespace pilothouse {

namespace {

constexpr char kWholeText = '\x81'; // FIN, opcode 1
constexpr qsizetype kLongestShort = 125;

template <typename Number> QByteArray inNetworkOrder(qsizetype length)
{
    const Number number = qToBigEndian(static_cast<Number>(length));
    return QByteArray(reinterpret_cast<const char *>(&number), sizeof number);
}

QByteArray lengthField(qsizetype length)
{
    if (length <= kLongestShort)
        return QByteArray(1, static_cast<char>(length));
    if (length <= 0xffff)
        return '\x7e' + inNetworkOrder<quint16>(length);
    return '\x7f' + inNetworkOrder<quint64>(length);
}

} // namespace

QByteArray TextFrames::frame(const QByteArray &text)
{
    if (m_text.constData() == text.constData() && m_text.size() == text.size() && !m_frame.isNull())
        return m_frame;
    m_text = text;
    m_frame = kWholeText + lengthField(text.size()) + text;
    return m_frame;
}

} // namespace pilothouse
