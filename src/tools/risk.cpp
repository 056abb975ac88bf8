#include "tools/risk.h"

#include <QHash>
#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownText = 80;

/// `text` for a person who decides by it: what cannot be seen is spelled out, so that nothing
/// hides.
QString visible(const QString &text)
{
    QString result;
    for (const char32_t character : text.toUcs4()) {
        const auto category = QChar::category(character);
        const bool hidden =
            category == QChar::Other_Control || category == QChar::Other_Format ||
            category == QChar::Other_Surrogate || category == QChar::Other_PrivateUse ||
            category == QChar::Other_NotAssigned || category == QChar::Separator_Line ||
            category == QChar::Separator_Paragraph;
        if (hidden)
            result += u"\\u{%1}"_s.arg(uint(character), 4, 16, QChar(u'0'));
        else
            result += QString::fromUcs4(&character, 1);
    }
    return result;
}

QString firstLine(const QString &text)
{
    const QString trimmed = text.trimmed();
    const qsizetype end = trimmed.indexOf(u'\n');
    const QString line = visible(end < 0 ? trimmed : trimmed.first(end));
    const bool more = end >= 0 || line.size() > kShownText;
    return more ? line.left(kShownText) + u" …"_s : line;
}

QString field(const ToolCall &call, const char16_t *name)
{
    return call.input.value(QStringView(name)).toString();
}

QString point(const QJsonValue &value)
{
    const QJsonArray list = value.toArray();
    if (list.size() != 2 || !list[0].isDouble() || !list[1].isDouble())
        return u"the pointer"_s;
    return u"(%1, %2)"_s.arg(list[0].toDouble()).arg(list[1].toDouble());
}

QString characters(const QString &text)
{
    const qsizetype count = text.toUcs4().size();
    return count == 1 ? u"1 character"_s : u"%1 characters"_s.arg(count);
}

/// Key names, but not plain characters: somebody may type a password key by key.
QString keys(const QString &chords)
{
    const QStringList words = chords.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.size() > 1)
        return u"%1 keys"_s.arg(words.size());
    const QString chord = words.value(0);
    const bool plain = chord.toUcs4().size() == 1;
    return plain ? u"1 character key"_s : visible(chord.left(kShownText));
}

QString withModifiers(const ToolCall &call)
{
    const QString held = field(call, u"text");
    return held.isEmpty() ? QString() : u" with "_s + visible(held.left(kShownText));
}

CallDescription describeClick(const ToolCall &call)
{
    const QString what = QString(call.action).replace(u'_', u' ');
    return {.risk = Risk::Write,
            .summary = u"%1 at %2%3"_s.arg(what, point(call.input.value(u"coordinate"_s)),
                                           withModifiers(call)),
            .reason = u"clicks"_s};
}

CallDescription describeDrag(const ToolCall &call)
{
    return {.risk = Risk::Sensitive,
            .summary = u"drag from %1 to %2%3"_s.arg(point(call.input.value(u"start_coordinate"_s)),
                                                     point(call.input.value(u"coordinate"_s)),
                                                     withModifiers(call)),
            .reason = u"drags"_s};
}

CallDescription describeScroll(const ToolCall &call)
{
    return {.risk = Risk::Write,
            .summary =
                u"scroll %1 %2"_s.arg(visible(field(call, u"scroll_direction").left(kShownText)))
                    .arg(call.input.value(u"scroll_amount"_s).toDouble()) +
                withModifiers(call),
            .reason = u"scrolls"_s};
}

CallDescription describeMove(const ToolCall &call)
{
    return {.risk = Risk::Write,
            .summary = u"move the mouse to "_s + point(call.input.value(u"coordinate"_s)),
            .reason = u"moves the mouse"_s};
}

/// Half of a drag, so it must not be a way around the question that a drag raises.
CallDescription describeButtonDown(const ToolCall &)
{
    return {Risk::Sensitive, u"press the left mouse button"_s, u"drags"_s};
}

CallDescription describeButtonUp(const ToolCall &)
{
    return {Risk::Write, u"release the left mouse button"_s, u"ends a drag"_s};
}

CallDescription describeType(const ToolCall &call)
{
    return {Risk::Sensitive, u"type "_s + characters(field(call, u"text")), u"types text"_s};
}

CallDescription describeKey(const ToolCall &call)
{
    const double repeat = call.input.value(u"repeat"_s).toDouble(1);
    QString summary = u"press "_s + keys(field(call, u"text"));
    if (repeat > 1)
        summary += u", %1 times"_s.arg(repeat);
    return {Risk::Sensitive, summary, u"presses keys"_s};
}

CallDescription describeHold(const ToolCall &call)
{
    return {.risk = Risk::Sensitive,
            .summary = u"hold %1 for %2 s"_s.arg(keys(field(call, u"text")))
                           .arg(call.input.value(u"duration"_s).toDouble()),
            .reason = u"presses keys"_s};
}

CallDescription describeWait(const ToolCall &call)
{
    return {Risk::Read, u"wait %1 s"_s.arg(call.input.value(u"duration"_s).toDouble()), {}};
}

CallDescription describeZoom(const ToolCall &)
{
    return {Risk::Read, u"look closer at a part of the screen"_s, {}};
}

CallDescription describeScreenshot(const ToolCall &)
{
    return {Risk::Read, u"take a screenshot"_s, {}};
}

CallDescription describePointer(const ToolCall &)
{
    return {Risk::Read, u"ask where the mouse is"_s, {}};
}

CallDescription describeCommand(const ToolCall &call)
{
    return {Risk::Sensitive, u"run: "_s + firstLine(field(call, u"command")), u"runs a command"_s};
}

CallDescription describeRestart(const ToolCall &)
{
    return {Risk::Write, u"restart the shell"_s, u"ends what the shell runs"_s};
}

QString path(const ToolCall &call)
{
    return firstLine(field(call, u"path"));
}

CallDescription describeView(const ToolCall &call)
{
    return {Risk::Read, u"view "_s + path(call), {}};
}

CallDescription describeCreate(const ToolCall &call)
{
    return {.risk = Risk::Sensitive,
            .summary = u"write %1 (%2)"_s.arg(path(call), characters(field(call, u"file_text"))),
            .reason = u"changes a file"_s};
}

CallDescription describeReplace(const ToolCall &call)
{
    return {Risk::Sensitive, u"replace text in "_s + path(call), u"changes a file"_s};
}

CallDescription describeInsert(const ToolCall &call)
{
    return {Risk::Sensitive, u"insert text into "_s + path(call), u"changes a file"_s};
}

using Describer = CallDescription (*)(const ToolCall &);

const QHash<QString, Describer> &describers()
{
    static const QHash<QString, Describer> all{
        {u"computer/screenshot"_s, describeScreenshot},
        {u"computer/zoom"_s, describeZoom},
        {u"computer/wait"_s, describeWait},
        {u"computer/cursor_position"_s, describePointer},
        {u"computer/left_click"_s, describeClick},
        {u"computer/right_click"_s, describeClick},
        {u"computer/middle_click"_s, describeClick},
        {u"computer/double_click"_s, describeClick},
        {u"computer/triple_click"_s, describeClick},
        {u"computer/mouse_move"_s, describeMove},
        {u"computer/left_click_drag"_s, describeDrag},
        {u"computer/scroll"_s, describeScroll},
        {u"computer/left_mouse_down"_s, describeButtonDown},
        {u"computer/left_mouse_up"_s, describeButtonUp},
        {u"computer/type"_s, describeType},
        {u"computer/key"_s, describeKey},
        {u"computer/hold_key"_s, describeHold},
        {u"bash/run"_s, describeCommand},
        {u"bash/restart"_s, describeRestart},
        {u"edit/view"_s, describeView},
        {u"edit/create"_s, describeCreate},
        {u"edit/str_replace"_s, describeReplace},
        {u"edit/insert"_s, describeInsert},
    };
    return all;
}

} // namespace

CallDescription describe(const ToolCall &call)
{
    const Describer describer = describers().value(call.tool + u'/' + call.action);
    if (describer && call.malformed.isEmpty())
        return describer(call);
    // Refused by the ToolBox, but should it ever run, it ran as something that acts.
    const QString name = visible((call.name.isEmpty() ? call.action : call.name).left(kShownText));
    return {Risk::Write, u"unknown call '%1'"_s.arg(name), u"is not known"_s};
}

} // namespace pilothouse
