#include "qml/chat/call_words.h"

#include <QHash>

/// What a question is about besides this one call.
namespace pilothouse {

using namespace Qt::StringLiterals;

QString CallWords::kindOf(const QVariantMap &call)
{
    const QStringList secrets = secretsOf(call);
    if (!secrets.isEmpty())
        return tr("typing %1").arg(listed(secrets));
    const QHash<QString, QString> kinds{{u"left_click"_s, tr("clicks")},
                                        {u"click"_s, tr("clicks")},
                                        {u"set_text"_s, tr("filling in fields")},
                                        {u"select"_s, tr("choosing")},
                                        {u"right_click"_s, tr("right clicks")},
                                        {u"double_click"_s, tr("double clicks")},
                                        {u"type"_s, tr("typing")},
                                        {u"key"_s, tr("key presses")},
                                        {u"scroll"_s, tr("scrolling")},
                                        {u"left_click_drag"_s, tr("dragging")},
                                        {u"run"_s, tr("shell commands")},
                                        {u"create"_s, tr("writing files")},
                                        {u"str_replace"_s, tr("changing files")},
                                        {u"insert"_s, tr("inserting into files")},
                                        {u"focus"_s, tr("giving the keyboard")},
                                        {u"move"_s, tr("moving windows")},
                                        {u"maximize"_s, tr("maximizing windows")},
                                        {u"minimize"_s, tr("minimizing windows")},
                                        {u"restore"_s, tr("restoring windows")},
                                        {u"close"_s, tr("closing windows")},
                                        {u"write"_s, tr("writing the clipboard")}};
    const QString action = call.value(u"action"_s).toString();
    QString name = action.isEmpty() ? call.value(u"tool"_s).toString() : action;
    return kinds.value(action, name.replace(u'_', u' '));
}

QString CallWords::mainField(const QVariantMap &call)
{
    const QHash<QString, QString> fields{
        {u"bash run"_s, u"command"_s},         {u"computer type"_s, u"text"_s},
        {u"act_on set_text"_s, u"text"_s},     {u"edit create"_s, u"file_text"_s},
        {u"edit str_replace"_s, u"new_str"_s}, {u"edit insert"_s, u"insert_text"_s},
        {u"clipboard write"_s, u"text"_s}};
    return fields.value(call.value(u"tool"_s).toString() + u' ' +
                        call.value(u"action"_s).toString());
}

} // namespace pilothouse
