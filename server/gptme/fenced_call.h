#pragma once

#include "core/result.h"
#include "core/tool_call.h"
#include "store/event.h"

#include <QJsonObject>

namespace pilothouse {

/// A call as clients of gptme's interface see it. They have no field for it in a message: it stands
/// in the text as a fenced block.
struct FencedCall
{
    QString tool;          ///< under gptme's name: "shell", "save", "patch", "read"; else our own
    QStringList args = {}; ///< a path, or what the tool shall do
    QString content = {};  ///< a command, the text of a file, else the input as JSON
};
FencedCall fencedCall(const ToolCall &call);
/// {"tool", "args", "content"}.
QJsonObject toolUseJson(const ToolCall &call);
/// "```TOOL ARGS\nCONTENT\n```". The fence is longer where the content has one of its own.
QString fence(const ToolCall &call);

/// The input that an edited content means, as an ApprovalDecided has it. InvalidArgument: it is not
/// JSON where JSON was shown.
Result<QJsonObject> editedInput(const ToolCall &call, const QString &content);

/// What a tool answered, in the forms by which gptme's page knows a result.
QString resultText(const ToolCall &call, const ToolResult &result);

} // namespace pilothouse
