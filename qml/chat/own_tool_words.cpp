#include "qml/chat/call_words.h"

#include <QHash>

/// The words for tools that no model knows by itself.
namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString element(const QString &role, const QString &name)
{
    const QString quoted = name.isEmpty() ? QString() : u"“%1”"_s.arg(name);
    return QString(role + u' ' + quoted).trimmed();
}

/// "30 × 40"; empty: they are no two.
QString numbersIn(const QVariant &value, const QString &between)
{
    const QVariantList list = value.toList();
    if (list.size() != 2)
        return {};
    return QString(list[0].toString() + between + list[1].toString());
}

} // namespace

/// "Click" button “Send”, "Fill in" field “Name” = Ada.
CallWords CallWords::actOn(const QVariantMap &call)
{
    const QHash<QString, QString> actions{{u"click"_s, tr("Click")},
                                          {u"double_click"_s, tr("Double-click")},
                                          {u"right_click"_s, tr("Right-click")},
                                          {u"focus"_s, tr("Give the keyboard to")},
                                          {u"set_text"_s, tr("Fill in")},
                                          {u"check"_s, tr("Tick")},
                                          {u"uncheck"_s, tr("Untick")},
                                          {u"select"_s, tr("Choose")},
                                          {u"expand"_s, tr("Open")},
                                          {u"collapse"_s, tr("Close")},
                                          {u"scroll_to"_s, tr("Scroll to")}};
    const QString action = call.value(u"action"_s).toString();
    const QVariantMap input = call.value(u"input"_s).toMap();
    CallWords words;
    words.title = actions.value(action, QString(action).replace(u'_', u' '));
    words.object = element(input.value(u"role"_s, input.value(u"id"_s)).toString(),
                           input.value(u"name"_s).toString());
    const bool types = input.contains(u"text"_s) || call.contains(u"textLength"_s);
    if (input.contains(u"text"_s))
        words.object += u" = "_s + input.value(u"text"_s).toString();
    words.icon = !secretsOf(call).isEmpty() ? u"key"_s : types ? u"keyboard"_s : u"pointer"_s;
    return words;
}

/// "Move to 100, 60" window “notes.txt”.
CallWords CallWords::windows(const QString &action, const QVariantMap &input)
{
    const QHash<QString, QString> actions{{u"list"_s, tr("List the windows")},
                                          {u"focus"_s, tr("Bring to the front")},
                                          {u"move"_s, tr("Move")},
                                          {u"maximize"_s, tr("Maximize")},
                                          {u"minimize"_s, tr("Minimize")},
                                          {u"restore"_s, tr("Restore")},
                                          {u"close"_s, tr("Close")}};
    const QString place = numbersIn(input.value(u"coordinate"_s), u", "_s);
    const QString size = numbersIn(input.value(u"size"_s), u" × "_s);
    CallWords words;
    words.title = actions.value(action, action);
    if (!place.isEmpty())
        words.title = tr("Move to %1").arg(place);
    else if (!size.isEmpty())
        words.title = tr("Resize");
    words.title = QString(words.title + u' ' + size).trimmed();
    words.icon = action == u"list" ? u"bars"_s : u"screen"_s;
    if (action != u"list")
        words.object = element(input.value(u"role"_s, input.value(u"id"_s)).toString(),
                               input.value(u"name"_s).toString());
    return words;
}

CallWords CallWords::clipboard(const QString &action, const QVariantMap &input,
                               const QVariantMap &call)
{
    CallWords words;
    words.icon = u"clipboard"_s;
    words.title = action == u"read" ? tr("Read the clipboard") : tr("Put on the clipboard");
    const int length = call.value(u"textLength"_s).toInt();
    if (input.contains(u"text"_s))
        words.object = input.value(u"text"_s).toString();
    else if (action == u"write" && length == 1)
        words.title = tr("Put 1 character on the clipboard");
    else if (action == u"write" && call.contains(u"textLength"_s))
        words.title = tr("Put %1 characters on the clipboard").arg(length);
    return words;
}

CallWords CallWords::waitFor(const QString &action, const QVariantMap &input)
{
    const QHash<QString, QString> actions{{u"text"_s, tr("Wait for text")},
                                          {u"window"_s, tr("Wait for a window")},
                                          {u"gone"_s, tr("Wait until it is gone")},
                                          {u"still"_s, tr("Wait until the screen is still")},
                                          {u"file"_s, tr("Wait for the file")}};
    CallWords words;
    words.icon = u"clock"_s;
    words.title = actions.value(action, tr("Wait for"));
    const QString object = action == u"file"
                               ? input.value(u"path"_s).toString()
                               : element(input.value(u"role"_s).toString(),
                                         input.value(u"name"_s, input.value(u"text"_s)).toString());
    if (!object.isEmpty())
        words.object = object;
    return words;
}

CallWords CallWords::ownTool(const QVariantMap &call)
{
    const QString tool = call.value(u"tool"_s).toString();
    const QVariantMap input = call.value(u"input"_s).toMap();
    const QString action = call.value(u"action"_s).toString();
    CallWords words;
    if (tool == u"act_on")
        return actOn(call);
    if (tool == u"windows" && !action.isEmpty())
        return windows(action, input);
    if (tool == u"clipboard" && !action.isEmpty())
        return clipboard(action, input, call);
    if (tool == u"wait_for" && !action.isEmpty())
        return waitFor(action, input);
    if (tool == u"read_page") {
        words.icon = u"book"_s;
        words.title = tr("Read the page");
    }
    if (tool == u"elements") {
        words.icon = u"bars"_s;
        words.object = element(input.value(u"role"_s).toString(),
                               input.value(u"name"_s, input.value(u"text"_s)).toString());
        words.title = words.object.isEmpty() ? tr("List what is on the screen") : tr("Look for");
        if (words.object.isEmpty())
            words.object = QString(); // none
    }
    return words;
}

} // namespace pilothouse
