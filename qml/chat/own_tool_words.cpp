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

CallWords CallWords::ownTool(const QVariantMap &call)
{
    const QString tool = call.value(u"tool"_s).toString();
    const QVariantMap input = call.value(u"input"_s).toMap();
    CallWords words;
    if (tool == u"act_on")
        return actOn(call);
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
