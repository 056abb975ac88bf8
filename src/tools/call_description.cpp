#include "tools/call_description.h"

#include "core/secret.h"
#include "core/tool_actions.h"
#include "core/visible.h"
#include "tools/own_call_words.h"
#include "tools/waiting/wait_arguments.h"

#include <QHash>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownText = 80;

QString firstLine(const QString &text)
{
    const QString trimmed = text.trimmed();
    const qsizetype end = trimmed.indexOf(u'\n');
    const QString line = visibleLine(end < 0 ? trimmed : trimmed.first(end));
    const bool more = end >= 0 || line.size() > kShownText;
    return more ? line.left(kShownText) + u" …"_s : line;
}

/// Key names, but not plain characters: somebody may type a password key by key.
void noteKeys(CallAction &facts, const QString &chords)
{
    const QStringList words = chords.simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.size() == 1 && words.first().toUcs4().size() > 1)
        facts.keys = visibleLine(words.first().left(kShownText));
    else
        facts.keyCount = std::max(1, int(words.size())); // a lone blank is the space bar
}

void noteTyped(CallAction &facts, const QString &text)
{
    qint64 length = 0;
    for (const TypedPiece &piece : typedPieces(text)) {
        if (!piece.isSecret)
            length += piece.text.toUcs4().size();
        else if (!facts.secrets.contains(piece.text))
            facts.secrets.append(piece.text);
    }
    facts.textLength = length;
}

/// `unknownRole`: where nothing has the id.
void noteTarget(CallAction &facts, const ToolCall &call, const QString &unknownRole)
{
    const CallTarget target = call.target.value_or(CallTarget{.role = unknownRole});
    facts.role = firstLine(target.role);
    facts.name = firstLine(target.name);
    facts.region = target.place;
    const QString text = call.input.value("text"_L1).toString();
    if (!text.isEmpty() || call.action == "set_text"_L1)
        noteTyped(facts, text);
}

void noteWait(CallAction &facts, const ToolCall &call)
{
    facts.name = firstLine(call.input.value("text"_L1).toString());
    facts.seconds = call.input.value("timeout"_L1).toDouble(double(kUsualWait.count()));
}

/// The facts of a call. Most are named as its arguments are; texts become their lengths.
CallAction factsOf(const ToolAction &action, const ToolCall &call)
{
    QJsonObject known{{u"kind"_s, action.name}};
    for (const QString &name : action.arguments)
        known.insert(name, call.input.value(name));
    CallAction facts = callActionFromJson(known);
    facts.direction = visibleLine(facts.direction.left(kShownText));
    facts.command = firstLine(facts.command);
    facts.path = firstLine(facts.path);
    const QString text = known.value("text"_L1).toString();
    facts.role = firstLine(facts.role);
    if (action.tool == "elements"_L1)
        facts.name = firstLine(text);
    else if (action.tool == "act_on"_L1)
        noteTarget(facts, call, u"an element that is not known"_s);
    else if (action.tool == "windows"_L1 && action.name != "list"_L1)
        noteTarget(facts, call, u"a window that is not known"_s);
    else if (action.tool == "wait_for"_L1)
        noteWait(facts, call);
    else if (action.name == "write"_L1)
        facts.textLength = text.toUcs4().size();
    else if (action.name == "type"_L1)
        noteTyped(facts, text);
    else if (action.name == "key"_L1 || action.name == "hold_key"_L1)
        noteKeys(facts, text);
    else
        facts.keys = visibleLine(text.left(kShownText)); // held meanwhile
    for (const auto &name : {u"file_text"_s, u"new_str"_s, u"insert_text"_s})
        if (const QJsonValue written = known.value(name); written.isString())
            facts.textLength = written.toString().toUcs4().size();
    return facts;
}

QString words(const std::optional<QPoint> &point)
{
    return point ? u"(%1, %2)"_s.arg(point->x()).arg(point->y()) : u"the pointer"_s;
}

QString keys(const CallAction &facts)
{
    if (!facts.keys.isEmpty())
        return facts.keys;
    return facts.keyCount == 1 ? u"1 character key"_s : u"%1 keys"_s.arg(facts.keyCount);
}

QString withKeys(const CallAction &facts)
{
    return facts.keys.isEmpty() ? QString() : u" with "_s + facts.keys;
}

QString aboutDrag(const CallAction &facts)
{
    return u"drag from %1 to %2%3"_s.arg(words(facts.startCoordinate), words(facts.coordinate),
                                         withKeys(facts));
}

QString aboutScroll(const CallAction &facts)
{
    return u"scroll %1 %2%3"_s.arg(facts.direction, QString::number(facts.amount), withKeys(facts));
}

QString aboutKey(const CallAction &facts)
{
    const QString pressed = u"press "_s + keys(facts);
    return facts.repeat > 1 ? pressed + u", %1 times"_s.arg(facts.repeat) : pressed;
}

using Words = QString (*)(const CallAction &);

/// Those for which a name, a point and keys held are not enough.
const QHash<QString, Words> &ownWords()
{
    using Facts = CallAction;
    static const QHash<QString, Words> all{
        {u"screenshot"_s, [](const Facts &) { return u"take a screenshot"_s; }},
        {u"zoom"_s, [](const Facts &) { return u"look closer at a part of the screen"_s; }},
        {u"wait"_s, [](const Facts &f) -> QString { return u"wait %1 s"_s.arg(f.seconds); }},
        {u"cursor_position"_s, [](const Facts &) { return u"ask where the mouse is"_s; }},
        {u"mouse_move"_s,
         [](const Facts &f) -> QString { return u"move the mouse to "_s + words(f.coordinate); }},
        {u"left_click_drag"_s, aboutDrag},
        {u"scroll"_s, aboutScroll},
        {u"left_mouse_down"_s, [](const Facts &) { return u"press the left mouse button"_s; }},
        {u"left_mouse_up"_s, [](const Facts &) { return u"release the left mouse button"_s; }},
        {u"type"_s, aboutTyping},
        {u"key"_s, aboutKey},
        {u"hold_key"_s,
         [](const Facts &f) -> QString {
             return u"hold %1 for %2 s"_s.arg(keys(f)).arg(f.seconds);
         }},
        {u"run"_s, [](const Facts &f) -> QString { return u"run: "_s + f.command; }},
        {u"restart"_s, [](const Facts &) { return u"restart the shell"_s; }},
        {u"view"_s, [](const Facts &f) -> QString { return u"view "_s + f.path; }},
        {u"create"_s,
         [](const Facts &f) -> QString { return u"write %1 (%2)"_s.arg(f.path, characters(f)); }},
        {u"str_replace"_s,
         [](const Facts &f) -> QString { return u"replace text in "_s + f.path; }},
        {u"insert"_s, [](const Facts &f) -> QString { return u"insert text into "_s + f.path; }},
    };
    return all;
}

/// "left click at (10, 20) with ctrl"
QString plainWords(const ToolAction &action, const CallAction &facts)
{
    QString said = QString(action.name).replace(u'_', u' ');
    if (action.arguments.contains(u"coordinate"_s))
        said += u" at "_s + words(facts.coordinate) + withKeys(facts);
    return said;
}

QString wordsFor(const ToolAction &action, const CallAction &facts)
{
    if (const QString own = ownCallWords(action.tool, facts); !own.isEmpty())
        return own;
    const Words words = ownWords().value(action.name);
    return words ? words(facts) : plainWords(action, facts);
}

} // namespace

CallDescription describe(const ToolCall &call)
{
    // What cannot be read is refused by the ToolBox; should it ever run, nobody knew what it did.
    const Judgement judgement =
        judge(call).value_or(Judgement{Risk::Sensitive, u"cannot be read"_s});
    const ToolAction *action = findAction(call.tool, call.action);
    if (action) {
        const CallAction facts = factsOf(*action, call);
        const QString summary = wordsFor(*action, facts);
        return {judgement.risk, summary, judgement.reason, facts};
    }
    const QString name =
        visibleLine((call.name.isEmpty() ? call.action : call.name).left(kShownText));
    return {judgement.risk, u"unknown call '%1'"_s.arg(name), judgement.reason};
}

} // namespace pilothouse
