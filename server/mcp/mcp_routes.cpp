#include "mcp/mcp_routes.h"

#include "access/credentials.h"
#include "mcp/http_answer.h"
#include "mcp/session_id.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Parts
{
    McpServer &server;
    const Credentials &credentials;
    TaskScope &tasks;
    const Clock &clock;
};

std::optional<QByteArray> field(const Exchange &exchange, const char *name)
{
    for (const auto &[key, value] : exchange.head().fields)
        if (key == name)
            return value;
    return std::nullopt;
}

HttpFields sessionField(const McpAnswer &answer)
{
    if (!answer.beginner)
        return {};
    return {{"mcp-session-id", mcpSessionId(*answer.beginner)}};
}

McpTransport transportOf(const Exchange &exchange, const Parts &parts)
{
    const QByteArray &principal = exchange.principal();
    const QByteArray session = field(exchange, "mcp-session-id").value_or(QByteArray());
    McpTransport transport;
    transport.actor =
        u"%1 (MCP)"_s.arg(principal.isEmpty() ? u"anonymous"_s : QString::fromUtf8(principal));
    transport.address =
        (parts.credentials.isHttps(exchange.head()) ? u"https://"_s : u"http://"_s) +
        QString::fromUtf8(exchange.head().host);
    transport.client = principal + '\n' + session;
    transport.beginner = mcpBeginner(session);
    transport.headers = {.version = field(exchange, "mcp-protocol-version"),
                         .method = field(exchange, "mcp-method"),
                         .name = field(exchange, "mcp-name"),
                         .areNeeded = true};
    return transport;
}

/// Fires when the client is gone or the server ends.
QCoro::Task<> answerPost(Parts parts, ExchangePtr exchange, std::stop_token stop)
{
    std::stop_source gone;
    const std::stop_callback forward(stop, [&gone] { gone.request_stop(); });
    exchange->onGone = [&gone] { gone.request_stop(); };
    const auto reply = std::make_shared<HttpAnswer>(exchange, parts.clock);
    McpTransport transport = transportOf(*exchange, parts);
    transport.notify = [reply](const QJsonObject &message) { reply->notify(message); };
    const McpAnswer answer =
        co_await parts.server.answer(exchange->body(), std::move(transport), gone.get_token());
    exchange->onGone = nullptr;
    if (answer.message.isEmpty())
        reply->finish(202);
    else
        reply->finish(mcpStatus(answer), answer.message, sessionField(answer));
}

void takePost(const Parts &parts, const ExchangePtr &exchange)
{
    const QByteArray type = exchange->head().value("content-type").toLower();
    if (!type.startsWith("application/json"))
        return exchange->fail(415, u"Send application/json."_s);
    parts.tasks.launch([parts, exchange](std::stop_token stop) {
        return answerPost(parts, exchange, std::move(stop));
    });
}

} // namespace

int mcpStatus(const McpAnswer &answer)
{
    if (answer.isRefused || answer.code == RpcError::kNoCapability)
        return 400;
    const bool isUnknown = answer.code == RpcError::kUnknownMethod;
    return isUnknown && answer.era == Era::Modern ? 404 : 200;
}

void addMcpRoutes(Router &router, McpServer &server, const Credentials &credentials,
                  TaskScope &tasks, const Clock &clock)
{
    const Parts parts{server, credentials, tasks, clock};
    router.on("POST", "/mcp", [parts](const ExchangePtr &e) { takePost(parts, e); });
}

} // namespace pilothouse
