#pragma once

#include "desktop/screen_elements.h"
#include "desktop/shell_line.h"
#include "tools/tool.h"
#include "wire/frame.h"

#include <QHash>

/// What is in LinkAnswer::value, by what was asked. What reads it fails as Corrupt. Pure.
namespace pilothouse {

/// What came of a tool call, and what of the screen the ids in it stand for: so the server can say
/// what a later call is about without asking.
struct ToolReply
{
    ToolOutcome outcome;
    QHash<QString, CallTarget> targets = {};
};
WireFrame valueOf(const ToolReply &reply);
Result<ToolReply> toolReplyFrom(const WireFrame &value);

WireFrame valueOf(const ScreenElements &elements);
Result<ScreenElements> elementsFrom(const WireFrame &value);

WireFrame valueOf(const ShellLineEnd &end);
Result<ShellLineEnd> shellLineEndFrom(const WireFrame &value);

WireFrame valueOfText(const QString &text);
Result<QString> textFrom(const WireFrame &value);

/// The ids of elements and windows in what a model is told: "e12", "w3"; each once, a few thousand
/// at the most.
QStringList idsIn(const QString &text);

} // namespace pilothouse
