#pragma once

#include "core/tool_call.h"

#include <QList>

/// Everything the tools can be told to do, listed once: how a call is decoded, checked and declared
/// to models that know no such tool by themselves follows from here. A further action is a row here
/// and a function that reads it (tools/computer_arguments.cpp, edit_tool.cpp); a further tool is
/// one more of toolNames(), with a declaration (model/tool_declarations.cpp), a Tool and words for
/// people besides (CONTRIBUTING.md lists the places). How risky a call is does not follow from its
/// name: see tools/call_risk.h.
namespace pilothouse {

struct ToolAction
{
    QString tool;          ///< one of toolNames()
    QString name;          ///< as ToolCall::action
    QStringList arguments; ///< what ToolCall::input may hold
    QString meaning = {};  ///< for a model's eyes; empty: the name says it
};

/// In the order in which a model is told of them. The computer's are the 17 members of
/// computer_toolset_20260801; the older computer tools know a part of them.
const QList<ToolAction> &toolActions();

QStringList actionNames(const QString &tool);

/// Null: the tool has no such action, or there is no such tool.
const ToolAction *findAction(const QString &tool, const QString &action);

/// What a model is told that called what there is not: a toolset, a tool, a member, an action.
QString unknownCall(const ToolCall &call);

} // namespace pilothouse
