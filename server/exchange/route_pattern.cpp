#include "exchange/route_pattern.h"

#include <QVarLengthArray>

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

QString decoded(QByteArrayView text)
{
    if (!text.contains('%'))
        return QString::fromUtf8(text);
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toByteArray()));
}

bool isLiteral(QByteArrayView segment, QByteArrayView expected)
{
    return segment == expected || (segment.contains('%') && decoded(segment) == decoded(expected));
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

std::optional<QStringList> RoutePattern::match(QByteArrayView path) const
{
    QVarLengthArray<QByteArrayView, 4> arguments;
    QByteArrayView rest = path.endsWith('/') ? path.chopped(1) : path;
    for (const QByteArray &expected : m_segments) {
        if (rest.isEmpty())
            return std::nullopt;
        rest = rest.sliced(1); // the slash
        const qsizetype slash = expected == kTail ? -1 : rest.indexOf('/');
        const QByteArrayView segment = slash < 0 ? rest : rest.first(slash);
        rest = rest.sliced(segment.size());
        if (expected == kTail || (expected == kArgument && !segment.isEmpty()))
            arguments.append(segment);
        else if (!isLiteral(segment, expected))
            return std::nullopt;
    }
    if (!rest.isEmpty())
        return std::nullopt;
    QStringList texts; // decoded only now: most patterns do not fit
    for (const QByteArrayView &argument : arguments)
        texts.append(decoded(argument));
    return texts;
}

bool RoutePattern::precedes(const RoutePattern &other) const
{
    const auto isLess = [](const QByteArray &one, const QByteArray &two) {
        return std::pair(rank(one), one) < std::pair(rank(two), two);
    };
    return std::lexicographical_compare(m_segments.begin(), m_segments.end(),
                                        other.m_segments.begin(), other.m_segments.end(), isLess);
}

} // namespace pilothouse
