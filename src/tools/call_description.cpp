#include "tools/call_description.h"

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

QString atPoint(const ToolCall &call)
{
    return point(call.input.value(u"coordinate"_s));
}

QString path(const ToolCall &call)
{
    return firstLine(field(call, u"path"));
}

QString aboutDrag(const ToolCall &call)
{
    return u"drag from %1 to %2%3"_s.arg(point(call.input.value(u"start_coordinate"_s)),
                                         atPoint(call), withModifiers(call));
}

QString aboutScroll(const ToolCall &call)
{
    return u"scroll %1 %2"_s.arg(visible(field(call, u"scroll_direction").left(kShownText)))
               .arg(call.input.value(u"scroll_amount"_s).toDouble()) +
           withModifiers(call);
}

QString aboutKey(const ToolCall &call)
{
    const double repeat = call.input.value(u"repeat"_s).toDouble(1);
    const QString pressed = u"press "_s + keys(field(call, u"text"));
    return repeat > 1 ? pressed + u", %1 times"_s.arg(repeat) : pressed;
}

QString aboutHold(const ToolCall &call)
{
    return u"hold %1 for %2 s"_s.arg(keys(field(call, u"text")))
        .arg(call.input.value(u"duration"_s).toDouble());
}

using Words = QString (*)(const ToolCall &);

/// Those for which a name, a point and keys held are not enough.
const QHash<QString, Words> &ownWords()
{
    static const QHash<QString, Words> all{
        {u"screenshot"_s, [](const ToolCall &) { return u"take a screenshot"_s; }},
        {u"zoom"_s, [](const ToolCall &) { return u"look closer at a part of the screen"_s; }},
        {u"wait"_s,
         [](const ToolCall &call) -> QString {
             return u"wait %1 s"_s.arg(call.input.value(u"duration"_s).toDouble());
         }},
        {u"cursor_position"_s, [](const ToolCall &) { return u"ask where the mouse is"_s; }},
        {u"mouse_move"_s,
         [](const ToolCall &call) -> QString { return u"move the mouse to "_s + atPoint(call); }},
        {u"left_click_drag"_s, aboutDrag},
        {u"scroll"_s, aboutScroll},
        {u"left_mouse_down"_s, [](const ToolCall &) { return u"press the left mouse button"_s; }},
        {u"left_mouse_up"_s, [](const ToolCall &) { return u"release the left mouse button"_s; }},
        {u"type"_s,
         [](const ToolCall &call) -> QString {
             return u"type "_s + characters(field(call, u"text"));
         }},
        {u"key"_s, aboutKey},
        {u"hold_key"_s, aboutHold},
        {u"run"_s,
         [](const ToolCall &call) -> QString {
             return u"run: "_s + firstLine(field(call, u"command"));
         }},
        {u"restart"_s, [](const ToolCall &) { return u"restart the shell"_s; }},
        {u"view"_s, [](const ToolCall &call) -> QString { return u"view "_s + path(call); }},
        {u"create"_s,
         [](const ToolCall &call) -> QString {
             return u"write %1 (%2)"_s.arg(path(call), characters(field(call, u"file_text")));
         }},
        {u"str_replace"_s,
         [](const ToolCall &call) -> QString { return u"replace text in "_s + path(call); }},
        {u"insert"_s,
         [](const ToolCall &call) -> QString { return u"insert text into "_s + path(call); }},
    };
    return all;
}

/// "left click at (10, 20) with ctrl"
QString plainWords(const ToolAction &action, const ToolCall &call)
{
    QString words = QString(action.name).replace(u'_', u' ');
    if (action.arguments.contains(u"coordinate"_s))
        words += u" at "_s + atPoint(call) + withModifiers(call);
    return words;
}

} // namespace

CallDescription describe(const ToolCall &call)
{
    const ToolAction *action = findAction(call.tool, call.action);
    if (action && call.malformed.isEmpty()) {
        const Words words = ownWords().value(call.action);
        return {action->risk, words ? words(call) : plainWords(*action, call), action->reason};
    }
    // Refused by the ToolBox, but should it ever run, it ran as something that acts.
    const QString name = visible((call.name.isEmpty() ? call.action : call.name).left(kShownText));
    return {Risk::Write, u"unknown call '%1'"_s.arg(name), u"is not known"_s};
}

} // namespace pilothouse
