#include "tools/computer_reading.h"

#include "screen/chord.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr double kLongestSeconds = 300;
constexpr qsizetype kLongestChord = 200;
constexpr qsizetype kMostPoints = 100;

/// " Unknown key …. Did you mean …?", where that is what was wrong with a chord.
QString nearestNames(const Result<Chord> &chord)
{
    const bool guessed = !chord && chord.error().message.contains("Did you mean"_L1);
    return guessed ? u' ' + chord.error().message : QString();
}

} // namespace

Result<QPoint> ComputerReading::point(const QString &field) const
{
    const auto numbers =
        m_arguments.wholes(field, 2, u"[x, y], two whole numbers in pixels of the screenshot"_s);
    if (!numbers)
        return fail(numbers.error());
    return m_scale.toScreen(field, numbers->at(0), numbers->at(1));
}

Result<std::optional<QPoint>> ComputerReading::optionalPoint(const QString &field) const
{
    if (!m_arguments.has(field))
        return std::optional<QPoint>();
    const Result<QPoint> given = point(field);
    if (!given)
        return fail(given.error());
    return std::optional<QPoint>(*given);
}

Result<QList<QPoint>> ComputerReading::points(const QString &field) const
{
    QList<QPoint> points;
    if (!m_arguments.has(field))
        return points;
    const auto pairs = m_arguments.pairs(field, kMostPoints);
    if (!pairs)
        return fail(pairs.error());
    for (const auto &[x, y] : *pairs) {
        const auto point = m_scale.toScreen(field, x, y);
        if (!point)
            return fail(point.error());
        points.append(*point);
    }
    return points;
}

Result<QString> ComputerReading::modifiers() const
{
    const auto given = m_arguments.optionalText(u"text"_s);
    if (!given)
        return fail(given.error());
    const QString chord = given->value_or(QString()).trimmed();
    const Result<Chord> read = parseModifiers(chord.left(kLongestChord + 1));
    if (chord.size() > kLongestChord || !read)
        return fail(Errc::InvalidArgument,
                    u"%1: text may only name modifier keys to hold meanwhile (ctrl, shift, alt, "
                    "super), such as \"ctrl+shift\". Use key or type for others.%2"_s.arg(
                        m_arguments.action(), nearestNames(read)));
    return chord;
}

Result<QString> ComputerReading::keys() const
{
    const Result<QString> given = m_arguments.text(u"text"_s);
    if (!given)
        return fail(given.error());
    const QString chord = given->trimmed();
    if (*given == " "_L1)
        return u"space"_s;
    if (chord.isEmpty() || chord.size() > kLongestChord)
        return fail(Errc::InvalidArgument,
                    u"%1: text must name keys such as \"Return\" or \"ctrl+s\"."_s.arg(
                        m_arguments.action()));
    if (const Result<QList<Chord>> read = parseChords(*given); !read)
        return fail(Errc::InvalidArgument, read.error().message);
    return chord;
}

Result<double> ComputerReading::seconds() const
{
    return m_arguments.number(u"duration"_s, 0, kLongestSeconds);
}

} // namespace pilothouse
