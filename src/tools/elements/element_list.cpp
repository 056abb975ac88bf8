#include "tools/elements/element_list.h"

#include "tools/arguments.h"
#include "tools/told_text.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRows = 150; // about 2,500 tokens

bool contains(const QString &text, const QString &part)
{
    return text.contains(part, Qt::CaseInsensitive);
}

bool matches(const ScreenElement &element, const ElementFilter &filter)
{
    const bool isRole =
        filter.role.isEmpty() || element.role.compare(filter.role, Qt::CaseInsensitive) == 0;
    return isRole && contains(element.window, filter.window) &&
           (contains(element.name, filter.text) || contains(element.value, filter.text));
}

/// Titles of windows, the one in which something has the focus first.
QStringList windowsOf(const QList<const ScreenElement *> &rows)
{
    QStringList windows;
    for (const ScreenElement *row : rows) {
        const QString &window = row->window;
        if (row->states.contains("focused"_L1)) {
            windows.removeAll(window);
            windows.prepend(window);
        } else if (!windows.contains(window)) {
            windows.append(window);
        }
    }
    return windows;
}

/// Instead of rows.
QString nothingFound(const ScreenElements &found)
{
    QStringList roles;
    for (const ScreenElement &each : found.all)
        roles << each.role;
    roles.removeDuplicates();
    if (roles.isEmpty())
        return u"No program tells of anything on the screen: take a screenshot."_s;
    return u"Nothing on the screen matches. Roles on it: %1."_s.arg(roles.join(u", "_s));
}

} // namespace

Result<ElementFilter> parseElementsCall(const ToolCall &call)
{
    const Result<Arguments> arguments = Arguments::of(call);
    if (!arguments)
        return fail(arguments.error());
    ElementFilter filter;
    for (const auto &[name, wanted] :
         {std::pair(u"window"_s, &filter.window), std::pair(u"role"_s, &filter.role),
          std::pair(u"text"_s, &filter.text)}) {
        const auto given = arguments->optionalText(name);
        if (!given)
            return fail(given.error());
        *wanted = given->value_or(QString()).trimmed();
    }
    return filter;
}

QString wordsOf(const ScreenElement &element)
{
    QString text = element.role;
    if (!element.name.isEmpty())
        text += u' ' + quoted(element.name);
    if (!element.value.isEmpty())
        text += u" = "_s + quoted(element.value);
    if (!element.states.isEmpty())
        text += u" (%1)"_s.arg(element.states.join(u", "_s));
    return text;
}

QString rowOf(const ScreenElement &element, const QString &id, const ScreenScale &scale)
{
    const QString text = id + u' ' + wordsOf(element);
    const QRect place = placeInPicture(element, scale);
    if (place.isEmpty())
        return text + u" (not on the screen)"_s;
    const PictureFrame &frame = scale.frame();
    return text + u' ' + frame.told(place.center()) + u' ' + frame.told(place.size());
}

QRect placeInPicture(const ScreenElement &element, const ScreenScale &scale)
{
    const QRect seen = element.place.intersected(QRect(QPoint(), scale.screen()));
    if (seen.isEmpty())
        return {};
    return {scale.toPicture(seen.topLeft()), scale.toPicture(seen.bottomRight())};
}

bool isListed(const ScreenElement &element, const ElementFilter &filter, const ScreenScale &scale)
{
    return matches(element, filter) && !placeInPicture(element, scale).isEmpty();
}

QString listed(const ScreenElements &found, const ElementFilter &filter, ElementIds &ids,
               const ScreenScale &scale)
{
    QList<const ScreenElement *> rows;
    for (const ScreenElement &each : found.all)
        if (isListed(each, filter, scale))
            rows << &each;
    QStringList lines;
    qsizetype shown = 0;
    for (const QString &window : windowsOf(rows)) {
        if (shown < kMostRows)
            lines << u"Window %1:"_s.arg(quoted(window));
        for (const ScreenElement *row : std::as_const(rows))
            if (row->window == window && shown++ < kMostRows)
                lines << rowOf(*row, ids.idOf(*row), scale);
    }
    if (rows.isEmpty())
        lines << nothingFound(found);
    if (shown > kMostRows)
        lines << u"%1 more: narrow it down with window, role or text."_s.arg(shown - kMostRows);
    if (found.silentPrograms > 0)
        lines << u"[Programs that did not answer in time: %1.]"_s.arg(found.silentPrograms);
    return lines.join(u'\n');
}

} // namespace pilothouse
