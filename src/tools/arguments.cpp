#include "tools/arguments.h"

#include "core/json.h"
#include "core/tool_actions.h"

#include <QJsonArray>

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShown = 60;
/// Up to here each whole number has a double of its own.
constexpr double kExact = 9007199254740992.0;

/// What was given, for a message. Texts are not repeated: they may be what is to be typed.
QString shown(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return u"nothing"_s;
    case QJsonValue::Bool:
        return value.toBool() ? u"true"_s : u"false"_s;
    case QJsonValue::Double:
        return QString::number(value.toDouble(), 'g', 15);
    case QJsonValue::String:
        return u"a text"_s;
    case QJsonValue::Object:
        return u"an object"_s;
    case QJsonValue::Array:
        break;
    }
    const QString list = QString::fromUtf8(compactJson(value.toArray()));
    return list.size() > kShown ? list.first(kShown) + u"…"_s : list;
}

std::optional<qint64> wholeNumber(const QJsonValue &value)
{
    if (!value.isDouble())
        return {};
    const double number = value.toDouble();
    // Written so that NaN fails too.
    if (!(std::abs(number) <= kExact) || std::trunc(number) != number)
        return {};
    return static_cast<qint64>(number);
}

} // namespace

Result<Arguments> Arguments::of(const ToolCall &call)
{
    const ToolAction *action = findAction(call.tool, call.action);
    if (!action)
        return fail(Errc::InvalidArgument, unknownCall(call));
    for (auto it = call.input.begin(); it != call.input.end(); ++it) {
        if (action->arguments.contains(it.key()) || it.value().isNull())
            continue;
        const QString takes = action->arguments.isEmpty()
                                  ? u"it takes none"_s
                                  : u"it takes "_s + action->arguments.join(u", "_s);
        return fail(Errc::InvalidArgument, u"%1 has no argument '%2'; %3."_s.arg(
                                               call.action, it.key().left(kShown), takes));
    }
    return Arguments(call.action, call.input);
}

bool Arguments::has(const QString &field) const
{
    const QJsonValue value = m_input.value(field);
    return !value.isUndefined() && !value.isNull();
}

Result<QString> Arguments::text(const QString &field) const
{
    const QJsonValue value = m_input.value(field);
    if (!value.isString())
        return wrong(field, u"a text"_s);
    return value.toString();
}

Result<std::optional<QString>> Arguments::optionalText(const QString &field) const
{
    if (!has(field))
        return std::optional<QString>();
    const Result<QString> given = text(field);
    if (!given)
        return fail(given.error());
    return std::optional<QString>(*given);
}

Result<bool> Arguments::optionalFlag(const QString &field, bool otherwise) const
{
    if (!has(field))
        return otherwise;
    const QJsonValue value = m_input.value(field);
    if (!value.isBool())
        return wrong(field, u"true or false"_s);
    return value.toBool();
}

Result<qint64> Arguments::whole(const QString &field, qint64 least, qint64 most) const
{
    const std::optional<qint64> number = wholeNumber(m_input.value(field));
    if (!number || *number < least || *number > most)
        return wrong(field, u"a whole number from %1 to %2"_s.arg(least).arg(most));
    return *number;
}

Result<double> Arguments::number(const QString &field, double least, double most) const
{
    const QJsonValue value = m_input.value(field);
    const double given = value.toDouble();
    if (!value.isDouble() || !(given >= least && given <= most))
        return wrong(field, u"a number from %1 to %2"_s.arg(least).arg(most));
    return given;
}

Result<QList<qint64>> Arguments::wholes(const QString &field, qsizetype count,
                                        const QString &form) const
{
    const QJsonValue value = m_input.value(field);
    const QJsonArray list = value.toArray();
    if (!value.isArray() || list.size() != count)
        return wrong(field, form);
    QList<qint64> numbers;
    for (const QJsonValue &each : list) {
        const std::optional<qint64> number = wholeNumber(each);
        if (!number)
            return wrong(field, form);
        numbers.append(*number);
    }
    return numbers;
}

Result<QList<std::pair<qint64, qint64>>> Arguments::pairs(const QString &field,
                                                          qsizetype most) const
{
    const QString form = u"a list of at most %1 points [x, y]"_s.arg(most);
    const QJsonValue value = m_input.value(field);
    const QJsonArray list = value.toArray();
    if (!value.isArray() || list.size() > most)
        return wrong(field, form);
    QList<std::pair<qint64, qint64>> pairs;
    for (const QJsonValue &each : list) {
        const QJsonArray point = each.toArray();
        const auto x = wholeNumber(point.at(0));
        const auto y = wholeNumber(point.at(1));
        if (point.size() != 2 || !x || !y)
            return wrong(field, form);
        pairs.append({*x, *y});
    }
    return pairs;
}

Failure Arguments::wrong(const QString &field, const QString &form) const
{
    if (!has(field))
        return fail(Errc::InvalidArgument,
                    u"%1 needs the argument %2: %3."_s.arg(m_action, field, form));
    return fail(Errc::InvalidArgument, u"%1: %2 must be %3; got %4."_s.arg(
                                           m_action, field, form, shown(m_input.value(field))));
}

} // namespace pilothouse
