#pragma once

#include "mcp/resources.h"
#include "mcp/tool_set.h"

/// What the protocol's suite asks for by name: tools, resources and what they answer. Each is as
/// the description of its scenario wants it.
namespace pilothouse {

McpTool fixtureTool(const QString &name, decltype(McpTool::run) run,
                    const QJsonObject &schema = {});
/// The schema of a tool with these arguments, which are texts.
QJsonObject fixtureArguments(const QStringList &names);
/// Parameters of `elicitation/create` with fields of text.
QJsonObject fixtureForm(const QString &message, const QStringList &fields);
/// Asserts that it is an object.
QJsonObject fixtureJson(const char *text);

/// Tools that tell something at once.
McpTools tellingFixtures();
/// Tools that ask the client's user, on the stream or before the next call.
McpTools askingFixtures();
McpResources fixtureResources();

/// A picture of one pixel, as PNG in Base64.
extern const char *const kFixturePicture;

} // namespace pilothouse
