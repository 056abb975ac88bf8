#pragma once

#include "core/result.h"
#include "mcp/caller.h"

#include <QCoroTask>
#include <QJsonArray>

#include <functional>
#include <memory>
#include <stop_token>

namespace pilothouse {

/// One call of a tool by a client. `arguments` fit the tool's input schema.
struct McpToolCall
{
    QJsonObject arguments;
    McpCaller caller;
    QString actor; ///< who, for events and the audit trail
    QString address =
        {}; ///< where the client reaches this server, "http://127.0.0.1:8000"; or empty
    /// Tells how far it is, if the client wants to know; never null.
    std::function<void(const QString &)> progress;
    /// Set before `stop` fires because the client gave the call up, not just its connection.
    std::shared_ptr<bool> isCancelled = std::make_shared<bool>(false);

    /// Asks the client's user on the stream of this request (`elicitation/create`): {"action",
    /// "content"}; nothing: stopped. Null: this client cannot do that.
    std::function<QCoro::Task<std::optional<QJsonObject>>(QJsonObject, std::stop_token)> elicit =
        {};
    QJsonObject inputResponses = {}; ///< by key: the call comes again with what McpInput asked for
    QString requestState = {};       ///< McpInput::state then

    QString text(const QString &name) const { return arguments.value(name).toString(); }
};

/// What the client shall ask its user before it makes the call again (the new era).
struct McpInput
{
    QString key;
    QJsonObject params; ///< of `elicitation/create`
    QString state;      ///< comes back with the call
};

/// What a model is told after a call: MCP's content blocks.
struct McpToolReply
{
    QJsonArray content = {};
    QJsonObject structured = {}; ///< empty: none
    bool isError = false;
    std::optional<McpInput> input = {}; ///< instead of all that
    QString task = {};                  ///< instead of all that: the id of one of McpTasks
};

McpToolReply mcpText(const QString &text);
/// A failure that the model can act on.
McpToolReply mcpFailure(const QString &text);
McpToolReply mcpFailure(const Error &error);
/// Structured content, also as text for clients that know no such thing.
McpToolReply mcpFacts(const QJsonObject &facts);
QJsonObject mcpTextBlock(const QString &text);
QJsonObject mcpPictureBlock(const QByteArray &bytes, const QString &mediaType);

/// One tool as clients are told of it, and what it does.
struct McpTool
{
    /// {"name", "title", "description", "inputSchema", "annotations"}
    QJsonObject declaration;
    std::function<QCoro::Task<McpToolReply>(McpToolCall, std::stop_token)> run;

    QString name() const { return declaration.value(QLatin1StringView("name")).toString(); }
    QJsonObject schema() const
    {
        return declaration.value(QLatin1StringView("inputSchema")).toObject();
    }
};

/// What makes the tools of one set; whoever is behind `run` outlives their use.
using McpTools = QList<McpTool>;

/// The declarations in a resource: a JSON list. Asserts that they can be read.
QList<QJsonObject> mcpDeclarations(const QString &resource);

} // namespace pilothouse
