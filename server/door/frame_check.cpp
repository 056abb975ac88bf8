#include "door/frame_check.h"

#include <QtEndian>

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kMaskSize = 4;

/// The size of the head at the start of `bytes` without the mask, as far as its second byte tells.
qsizetype sizeOfHead(QByteArrayView bytes)
{
    const int length = bytes.size() < 2 ? 0 : bytes[1] & 0x7f;
    return length == 126 ? 4 : length == 127 ? 10 : 2;
}

quint64 lengthIn(QByteArrayView head)
{
    if (head.size() == 4)
        return qFromBigEndian<quint16>(head.data() + 2);
    if (head.size() == 10)
        return qFromBigEndian<quint64>(head.data() + 2);
    return static_cast<quint64>(head[1] & 0x7f);
}

} // namespace

bool FrameCheck::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && !m_isBroken) {
        if (m_known > 0) {
            const auto passed = std::min(m_known, static_cast<quint64>(bytes.size()));
            m_known -= passed;
            bytes = bytes.sliced(static_cast<qsizetype>(passed));
            continue;
        }
        m_head.append(bytes.front());
        bytes = bytes.sliced(1);
        m_isBroken = m_head.size() == 2 && (m_head[1] & 0x80) == 0;
        if (m_head.size() >= 2 && m_head.size() == sizeOfHead(m_head)) {
            m_known = lengthIn(m_head) + kMaskSize;
            m_head.clear();
        }
    }
    return !m_isBroken;
}

} // namespace pilothouse
