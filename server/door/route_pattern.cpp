#include "door/route_pattern.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr QByteArrayView kArgument = "<arg>";
constexpr QByteArrayView kTail = "<tail>";

QByteArrayList segmentsOf(const QByteArray &path)
{
    QByteArrayList segments = path.split('/');
    segments.removeFirst(); // before the first slash
    if (!segments.isEmpty() && segments.constLast().isEmpty())
        segments.removeLast(); // behind a trailing slash
    return segments;
}

QString decoded(const QByteArray &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

/// Literal segments come first, <tail> last.
int rank(const QByteArray &segment)
{
    if (segment == kTail)
        return 2;
    return segment == kArgument ? 1 : 0;
}

} // namespace

RoutePattern::RoutePattern(const QByteArray &text) : m_text(text), m_segments(segmentsOf(text)) {}

std::optional<QStringList> RoutePattern::match(const QByteArray &path) const
{
    const QByteArrayList segments = segmentsOf(path);
    QStringList arguments;
    for (qsizetype index = 0; index < m_segments.size(); ++index) {
        if (index >= segments.size())
            return std::nullopt;
        const QByteArray &expected = m_segments[index];
        if (expected == kTail)
            return arguments << decoded(segments.sliced(index).join('/'));
        if (expected == kArgument && !segments[index].isEmpty())
            arguments << decoded(segments[index]);
        else if (decoded(segments[index]) != decoded(expected))
            return std::nullopt;
    }
    return segments.size() == m_segments.size() ? std::optional(arguments) : std::nullopt;
}

bool RoutePattern::isMoreSpecialThan(const RoutePattern &other) const
{
    const auto isLess = [](const QByteArray &one, const QByteArray &two) {
        return std::pair(rank(one), one) < std::pair(rank(two), two);
    };
    return std::lexicographical_compare(m_segments.begin(), m_segments.end(),
                                        other.m_segments.begin(), other.m_segments.end(), isLess);
}

} // namespace pilothouse
