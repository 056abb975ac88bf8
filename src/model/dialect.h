#pragma once

#include "core/tool_call.h"
#include "model/messages.h"

#include <QByteArrayList>

#include <optional>

/// The ways to offer the same tools to a model, and to read its calls. Computer, bash and edit
/// are told in each in its own way, our own tools always alike. Source of every name: the model
/// API's tool reference.
namespace pilothouse {

/// The contract's name, e.g. "computer_toolset_20260801"; "custom" for plain tools.
QString name(ToolDialect dialect);
std::optional<ToolDialect> dialectFrom(const QString &name);

/// Each tool's declaration as JSON text, the same bytes for the same arguments. The size of `frame`
/// is declared as the display's where the dialect has one, its space where the declaration is ours.
/// `tools`: those of toolNames() to be declared; at least one.
QByteArrayList declaredTools(ToolDialect dialect, const PictureFrame &frame,
                             const QStringList &tools = toolNames());

/// The same as the `tools` array of a request to the Messages API.
QByteArray toolDeclarations(ToolDialect dialect, const PictureFrame &frame,
                            const QStringList &tools = toolNames());

/// Values of the anthropic-beta header that the dialect needs; empty for the toolset and custom.
QByteArrayList betaHeaders(ToolDialect dialect);

/// A tool_use block's fields as a call in our own terms. Never fails: a name we do not know gives
/// an empty `tool`, unusable input a `malformed` text, both to be answered as errors.
ToolCall decodeCall(ToolDialect dialect, const QString &id, const QString &name,
                    const QString &toolset, const QByteArray &inputJson);

/// The other way round: the tool_use block in which a model would say `call` (its id, tool, action
/// and input), and the call as decodeCall() reads it there.
ReplyBlock encodeCall(ToolDialect dialect, const ToolCall &call);

} // namespace pilothouse
