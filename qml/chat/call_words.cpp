#include "qml/chat/call_words.h"

#include "qml/chat/hidden_text.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonValue>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPartsOfPoint = 2;

// What should be text may be anything.
QString asText(const QVariant &value)
{
    if (!value.isValid())
        return {};
    if (value.typeId() == QMetaType::QString)
        return value.toString();
    const QJsonValue json = QJsonValue::fromVariant(value);
    if (json.isObject() || json.isArray())
        return QString::fromUtf8(QJsonDocument::fromVariant(value).toJson(QJsonDocument::Compact));
    return json.isNull() ? u"null"_s : value.toString();
}

QString listOf(const QVariant &value)
{
    QStringList found;
    for (const QVariant &each : value.toList())
        found.append(asText(each));
    return found.join(u", "_s);
}

bool isPoint(const QVariant &value)
{
    return value.typeId() == QMetaType::QVariantList && value.toList().size() == kPartsOfPoint;
}

QString keyName(const QString &key)
{
    // clang-format off
    static const QHash<QString, QString> names{
        {u"ctrl"_s, u"Ctrl"_s}, {u"control"_s, u"Ctrl"_s}, {u"alt"_s, u"Alt"_s}, {u"shift"_s, u"Shift"_s},
        {u"super"_s, u"Super"_s}, {u"cmd"_s, u"Super"_s}, {u"meta"_s, u"Super"_s}, {u"return"_s, u"Enter"_s},
        {u"enter"_s, u"Enter"_s}, {u"escape"_s, u"Esc"_s}, {u"esc"_s, u"Esc"_s}, {u"tab"_s, u"Tab"_s},
        {u"backspace"_s, u"Backspace"_s}, {u"delete"_s, u"Delete"_s}, {u"space"_s, u"Space"_s},
        {u"up"_s, u"↑"_s}, {u"down"_s, u"↓"_s}, {u"left"_s, u"←"_s}, {u"right"_s, u"→"_s},
        {u"page_up"_s, u"Page Up"_s}, {u"page_down"_s, u"Page Down"_s}, {u"prior"_s, u"Page Up"_s},
        {u"next"_s, u"Page Down"_s}, {u"home"_s, u"Home"_s}, {u"end"_s, u"End"_s}};
    // clang-format on
    return names.value(key.toLower(), key.size() == 1 ? key.toUpper() : key);
}

CallWords said(const QString &title, const QString &icon, const QString &object = {})
{
    CallWords words;
    words.title = title;
    words.icon = icon;
    words.object = object;
    return words;
}

QString toolAndAction(const QVariantMap &call)
{
    return QString(call.value(u"tool"_s).toString() + u' ' + call.value(u"action"_s).toString());
}

/// Null stays null: a field that is there and empty is an object all the same.
QString objectOf(const QVariant &value)
{
    const QString text = asText(value);
    return text.isNull() ? u""_s : text;
}

} // namespace

CallWords CallWords::of(const QVariantMap &call)
{
    const QString tool = call.value(u"tool"_s).toString();
    const QString action = call.value(u"action"_s).toString();
    const QVariantMap input = call.value(u"input"_s).toMap();
    if (tool == u"computer") {
        const CallWords words = computer(action, input, call);
        if (!words.title.isEmpty())
            return words;
    }
    if (const CallWords words = ownTool(call); !words.title.isEmpty())
        return words;
    if (tool == u"bash" && action == u"restart")
        return said(tr("Restart the shell"), u"terminal"_s);
    if (tool == u"bash" && action == u"run")
        return said(tr("Run"), u"terminal"_s, objectOf(input.value(u"command"_s)));
    const QHash<QString, QString> edits{{u"view"_s, tr("Read")},
                                        {u"create"_s, tr("Write")},
                                        {u"str_replace"_s, tr("Change")},
                                        {u"insert"_s, tr("Insert into")}};
    if (tool == u"edit" && edits.contains(action))
        return said(edits.value(action), action == u"view" ? u"file"_s : u"pencil"_s,
                    objectOf(input.value(u"path"_s)));
    // An action without words of its own here, or told without facts: the server's line for people.
    const QHash<QString, QString> icons{
        {u"computer"_s, u"pointer"_s}, {u"bash"_s, u"terminal"_s}, {u"edit"_s, u"file"_s}};
    const QString summary = call.value(u"summary"_s).toString();
    if (!summary.isEmpty())
        return said(summary, icons.value(tool, u"help"_s));
    const QString name = QString(tool + u' ' + action).trimmed();
    return said(name.isEmpty() ? tr("Unknown action") : name, u"help"_s);
}

CallWords CallWords::computer(const QString &action, const QVariantMap &input,
                              const QVariantMap &call)
{
    for (const auto &words :
         {click(action, input), pointing(action, input), typing(action, input, call)})
        if (!words.title.isEmpty())
            return words;
    return {};
}

CallWords CallWords::click(const QString &action, const QVariantMap &input)
{
    const QHash<QString, QString> clicks{{u"left_click"_s, tr("Click")},
                                         {u"right_click"_s, tr("Right-click")},
                                         {u"middle_click"_s, tr("Middle-click")},
                                         {u"double_click"_s, tr("Double-click")},
                                         {u"triple_click"_s, tr("Triple-click")}};
    if (!clicks.contains(action))
        return {};
    const QString held = asText(input.value(u"text"_s, input.value(u"key"_s)));
    const QString what =
        (held.isEmpty() ? QString() : keysInWords(held) + u'+') + clicks.value(action);
    const QVariant place = input.value(u"coordinate"_s);
    return said(isPoint(place) ? tr("%1 at %2").arg(what, listOf(place)) : what, u"pointer"_s);
}

CallWords CallWords::pointing(const QString &action, const QVariantMap &input)
{
    const QVariant place = input.value(u"coordinate"_s);
    const QString there = listOf(place);
    if (action == u"screenshot")
        return said(tr("Look at the screen"), u"camera"_s);
    if (action == u"zoom") {
        const QString region = listOf(input.value(u"region"_s));
        return said(region.isEmpty() ? tr("Look closer") : tr("Look closer at %1").arg(region),
                    u"search"_s);
    }
    if (action == u"cursor_position")
        return said(tr("Find the pointer"), u"pointer"_s);
    if (action == u"mouse_move")
        return said(isPoint(place) ? tr("Move the pointer to %1").arg(there)
                                   : tr("Move the pointer"),
                    u"pointer"_s);
    if (action == u"left_click_drag") {
        const QVariant start = input.value(u"start_coordinate"_s);
        if (isPoint(start))
            return said(tr("Drag from %1 to %2").arg(listOf(start), there), u"pointer"_s);
        return said(isPoint(place) ? tr("Drag to %1").arg(there) : tr("Drag"), u"pointer"_s);
    }
    if (action == u"left_mouse_down")
        return said(tr("Hold the mouse button down"), u"pointer"_s);
    if (action == u"left_mouse_up")
        return said(tr("Release the mouse button"), u"pointer"_s);
    if (action != u"scroll")
        return {};
    const QHash<QString, QString> ways{{u"up"_s, tr("Scroll up")},
                                       {u"down"_s, tr("Scroll down")},
                                       {u"left"_s, tr("Scroll left")},
                                       {u"right"_s, tr("Scroll right")}};
    const QString way = ways.value(asText(input.value(u"scroll_direction"_s)), tr("Scroll"));
    const QString what = QString(way + u' ' + asText(input.value(u"scroll_amount"_s))).trimmed();
    return said(isPoint(place) ? tr("%1 at %2").arg(what, there) : what, u"scroll"_s);
}

CallWords CallWords::typing(const QString &action, const QVariantMap &input,
                            const QVariantMap &call)
{
    const QString seconds = asText(input.value(u"duration"_s));
    if (action == u"type")
        return said(QString(tr("Type") + typed(call)).trimmed(),
                    secretsOf(call).isEmpty() ? u"keyboard"_s : u"key"_s,
                    objectOf(input.value(u"text"_s)));
    if (action == u"key") {
        const int repeat = input.value(u"repeat"_s).toInt();
        const QString keys = tr("Press %1").arg(pressed(input, call));
        return said(repeat > 1 ? tr("%1, %2 times").arg(keys).arg(repeat) : keys, u"keyboard"_s);
    }
    if (action == u"hold_key")
        return said(tr("Hold %1 for %2 s").arg(pressed(input, call), seconds), u"keyboard"_s);
    if (action == u"wait")
        return said(tr("Wait %1 s").arg(seconds), u"clock"_s);
    return {};
}

QString CallWords::pressed(const QVariantMap &input, const QVariantMap &call)
{
    const int keys = call.value(u"keyCount"_s).toInt();
    if (keys == 1)
        return tr("1 key");
    return keys > 0 ? tr("%1 keys").arg(keys) : keysInWords(asText(input.value(u"text"_s)));
}

/// " 5 characters and the secret PASS", where only that much is known.
QString CallWords::typed(const QVariantMap &call)
{
    const int length = call.value(u"textLength"_s).toInt();
    const QStringList secrets = call.value(u"secrets"_s).toStringList();
    const QString characters = length == 1 ? tr("1 character") : tr("%1 characters").arg(length);
    const bool isKnown = call.contains(u"textLength"_s);
    if (secrets.isEmpty())
        return isKnown ? u' ' + characters : QString();
    return u' ' + (length > 0 ? tr("%1 and %2").arg(characters, listed(secrets)) : listed(secrets));
}

QString CallWords::listed(const QStringList &names)
{
    if (names.size() == 1)
        return tr("the secret %1").arg(names.first());
    const QString all = names.mid(0, names.size() - 1).join(u", "_s);
    return tr("the secrets %1 and %2").arg(all, names.last());
}

QVariantMap CallWords::callOfQuestion(const QVariantMap &question, const QVariantMap &known)
{
    QString action = question.value(u"action"_s).toMap().value(u"kind"_s).toString();
    if (action.isEmpty())
        action = known.value(u"action"_s).toString();
    QVariantMap input = question.value(u"input"_s).toMap();
    const QVariantMap facts = question.value(u"action"_s).toMap();
    const QString tool = question.value(u"tool"_s).toString();
    if (tool == u"act_on" || tool == u"windows") // the input names it by its id alone
        for (const QString &name : {u"role"_s, u"name"_s, u"region"_s})
            if (facts.contains(name))
                input.insert(name, facts.value(name));
    return {{u"tool"_s, question.value(u"tool"_s)},
            {u"action"_s, action},
            {u"input"_s, input},
            {u"summary"_s, question.value(u"summary"_s)}};
}

QStringList CallWords::secretsOf(const QVariantMap &call)
{
    const QStringList typing{u"computer type"_s, u"act_on set_text"_s, u"act_on select"_s};
    if (!typing.contains(toolAndAction(call)))
        return {};
    const QVariant text = call.value(u"input"_s).toMap().value(u"text"_s);
    if (text.typeId() == QMetaType::QString)
        return secretsIn(text.toString());
    return call.value(u"secrets"_s).toStringList();
}

QString CallWords::keysInWords(const QString &chord)
{
    QStringList chords;
    for (const QString &part : chord.split(u' ')) {
        QStringList keys;
        for (const QString &key : part.split(u'+'))
            keys.append(keyName(key));
        chords.append(keys.join(u'+'));
    }
    return chords.join(u' ');
}

} // namespace pilothouse
