#include "gptme/fenced_call.h"

#include "core/json.h"
#include "core/tool_actions.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString inputText(const QJsonObject &input)
{
    return QString::fromUtf8(compactJson(input));
}

QString pathOf(const ToolCall &call)
{
    return call.input.value("path"_L1).toString().simplified();
}

FencedCall editorCall(const ToolCall &call)
{
    if (call.action == "create"_L1)
        return {u"save"_s, {pathOf(call)}, call.input.value("file_text"_L1).toString()};
    QJsonObject rest = call.input;
    rest.remove("path"_L1);
    if (call.action == "view"_L1)
        return {u"read"_s, {pathOf(call)}, rest.isEmpty() ? QString() : inputText(rest)};
    rest.insert("command"_L1, call.action);
    return {u"patch"_s, {pathOf(call)}, inputText(rest)};
}

/// A line of backquotes that no line of `content` ends.
QString fenceFor(const QString &content)
{
    QString fence = u"```"_s;
    while (content.contains(fence))
        fence += u'`';
    return fence;
}

QString fenced(const QString &head, const QString &content)
{
    const QString line = fenceFor(content);
    return line + head + u'\n' + content + (content.endsWith(u'\n') ? u""_s : u"\n"_s) + line;
}

QString heading(const ToolCall &call, const FencedCall &shown)
{
    if (shown.tool == "shell"_L1)
        return u"Ran command: `%1`"_s.arg(shown.content.section(u'\n', 0, 0));
    if (shown.tool == "save"_L1)
        return u"Saved to %1"_s.arg(pathOf(call));
    if (shown.tool == "patch"_L1)
        return u"Patch successfully applied to %1"_s.arg(pathOf(call));
    return u"Ran %1"_s.arg((QStringList{shown.tool} + shown.args).join(u' '));
}

} // namespace

FencedCall fencedCall(const ToolCall &call)
{
    if (call.tool == "bash"_L1 && call.action == "run"_L1)
        return {u"shell"_s, {}, call.input.value("command"_L1).toString()};
    if (call.tool == "edit"_L1)
        return editorCall(call);
    if (call.tool.isEmpty())
        return {call.name.simplified(), {}, inputText(call.input)};
    const bool hasActions = actionNames(call.tool).size() > 1;
    return {call.tool, hasActions ? QStringList{call.action} : QStringList(),
            inputText(call.input)};
}

QJsonObject toolUseJson(const ToolCall &call)
{
    const FencedCall shown = fencedCall(call);
    return {{u"tool"_s, shown.tool},
            {u"args"_s, QJsonArray::fromStringList(shown.args)},
            {u"content"_s, shown.content}};
}

QString fence(const ToolCall &call)
{
    const FencedCall shown = fencedCall(call);
    return fenced((QStringList{shown.tool} + shown.args).join(u' '), shown.content);
}

Result<QJsonObject> editedInput(const ToolCall &call, const QString &content)
{
    const FencedCall shown = fencedCall(call);
    QJsonObject input = call.input;
    if (shown.tool == "shell"_L1 || shown.tool == "save"_L1) {
        input.insert(shown.tool == "save"_L1 ? "file_text"_L1 : "command"_L1, content);
        return input;
    }
    auto edited = parseJsonObject(content.trimmed().isEmpty() ? "{}" : content.toUtf8());
    if (!edited)
        return fail(Errc::InvalidArgument,
                    u"The content must be a JSON object, as it was shown."_s);
    if (shown.tool == "patch"_L1)
        edited->remove("command"_L1); // what it does is for the model to say
    if (call.input.contains("path"_L1) && !edited->contains("path"_L1))
        edited->insert("path"_L1, call.input.value("path"_L1));
    return edited;
}

QString resultText(const ToolCall &call, const ToolResult &result)
{
    if (result.isError)
        return result.text.startsWith("Error"_L1) ? result.text
                                                  : QString(u"Error: "_s + result.text);
    const QString head = heading(call, fencedCall(call));
    return result.text.trimmed().isEmpty() ? head
                                           : QString(head + u"\n\n"_s + fenced({}, result.text));
}

} // namespace pilothouse
