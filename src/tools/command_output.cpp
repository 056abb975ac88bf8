#include "tools/command_output.h"

#include <algorithm>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// The first or last `count` characters of something longer; one less where that tears a pair.
QString headOf(const QString &text, qsizetype count)
{
    const QString head = text.left(count);
    return !head.isEmpty() && head.back().isHighSurrogate() ? head.chopped(1) : head;
}

QString tailOf(const QString &text, qsizetype count)
{
    const QString tail = text.right(count);
    return !tail.isEmpty() && tail.front().isLowSurrogate() ? tail.sliced(1) : tail;
}

/// How many bytes at the end begin a UTF-8 character without ending it: 0 to 3.
qsizetype incompleteTail(const QByteArray &bytes)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, bytes.size()); ++back) {
        const auto byte = static_cast<uchar>(bytes.at(bytes.size() - back));
        if (byte < 0x80)
            return 0;
        if (byte >= 0xC0) {
            const qsizetype length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return length > back ? back : 0;
        }
    }
    return 0;
}

} // namespace

void CommandOutput::append(const QByteArray &bytes)
{
    const QByteArray all = m_incomplete + bytes;
    const qsizetype whole = all.size() - incompleteTail(all);
    m_incomplete = all.sliced(whole);
    add(QString::fromUtf8(all.first(whole)));
}

void CommandOutput::add(const QString &text)
{
    m_count += text.size();
    const qsizetype fits = std::min(text.size(), m_half - m_head.size());
    m_head += text.first(fits);
    m_tail += text.sliced(fits);
    // Trimmed now and then, not each time: else a megabyte in small pieces costs its square.
    if (m_tail.size() > 4 * m_half)
        m_tail = m_tail.right(m_half);
}

QString CommandOutput::masked(const QString &text) const
{
    return m_secrets ? m_secrets->masked(text) : text;
}

QString CommandOutput::take(qsizetype shown)
{
    if (!std::exchange(m_incomplete, {}).isEmpty())
        add(QString(QChar::ReplacementCharacter));
    const qsizetype half = std::min(shown / 2, m_half);
    QString text;
    if (m_count <= 2 * half) {
        text = masked(m_head + m_tail);
    } else {
        QString first = masked(m_head);
        if (m_count > m_head.size()) // its end may be a torn secret
            first.chop(kMargin);
        // Less came than is kept when `shown` is small: then the end may lie in the head.
        const bool isAll = m_tail.size() < half + kMargin;
        QString last = masked(isAll ? m_head + m_tail : m_tail);
        if (!isAll)
            last.remove(0, kMargin);
        const QString head = headOf(first, half);
        const QString tail = tailOf(last, half);
        text = u"%1\n[… %2 characters are not shown …]\n%3"_s.arg(
            head, QString::number(m_count - head.size() - tail.size()), tail);
    }
    m_head.clear();
    m_tail.clear();
    m_count = 0;
    return text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
}

} // namespace pilothouse
