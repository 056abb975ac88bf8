#include "mcp/mcp_routes.h"

#include "access/credentials.h"
#include "core/ids.h"
#include "mcp/http_answer.h"
#include "mcp/session_id.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kBetweenLooks = std::chrono::seconds(15);
constexpr qint64 kMostPending = 1024 * 1024; // bytes that a client has not taken

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
    if (!session.isEmpty())
        transport.client = principal + '\n' + session;
    transport.beginner = mcpBeginner(session);
    transport.headers = {.version = field(exchange, "mcp-protocol-version"),
                         .method = field(exchange, "mcp-method"),
                         .name = field(exchange, "mcp-name"),
                         .areNeeded = true};
    return transport;
}

/// Somebody at the other end, as long as they are there and may be.
class Presence
{
    Q_DISABLE_COPY_MOVE(Presence)
public:
    /// `stop`: the server ends.
    Presence(const Parts &parts, const ExchangePtr &exchange, const std::stop_token &stop)
        : m_exchange(exchange), m_forward(stop, [this] { leave(); }), m_look(parts.clock)
    {
        exchange->onGone = [this] { leave(); };
        QObject::connect(&m_look, &Alarm::rang, &m_look, [this, parts] {
            if (!parts.credentials.mayStay(m_exchange->principal(), m_exchange->head()))
                leave();
        });
        m_look.startEvery(kBetweenLooks);
    }
    ~Presence() { m_exchange->onGone = nullptr; }

    void leave() { m_gone.request_stop(); }
    std::stop_token token() const { return m_gone.get_token(); }

private:
    ExchangePtr m_exchange;
    std::stop_source m_gone;
    std::stop_callback<std::function<void()>> m_forward;
    Alarm m_look;
};

QCoro::Task<> answerPost(Parts parts, ExchangePtr exchange, std::stop_token stop)
{
    const Presence client(parts, exchange, stop);
    const auto reply = std::make_shared<HttpAnswer>(exchange, parts.clock);
    McpTransport transport = transportOf(*exchange, parts);
    transport.notify = [reply](const QJsonObject &message) { reply->notify(message); };
    const McpAnswer answer =
        co_await parts.server.answer(exchange->body(), std::move(transport), client.token());
    if (answer.message.isEmpty())
        reply->finish(202);
    else
        reply->finish(mcpStatus(answer), answer.message, sessionField(answer));
}

/// The stream of a client of the old era.
QCoro::Task<> answerGet(Parts parts, ExchangePtr exchange, std::stop_token stop)
{
    Presence client(parts, exchange, stop);
    HttpAnswer reply(exchange, parts.clock);
    reply.open();
    const auto tell = [&](const QJsonObject &message) {
        reply.notify(message);
        if (exchange->pending() > kMostPending)
            client.leave();
    };
    QByteArray who = transportOf(*exchange, parts).client;
    if (who.isEmpty())
        who = randomUuid().toLatin1(); // hears of the list alone
    co_await parts.server.tellChanges(who, tell, client.token());
    reply.finish(200);
}

void takeGet(const Parts &parts, const ExchangePtr &exchange)
{
    const auto version = field(*exchange, "mcp-protocol-version");
    const bool isHere = !version || !isModern(QString::fromUtf8(*version));
    if (!isHere || exchange->method() != "GET")
        return exchange->fail(405, u"Clients that speak 2026-07-28 send subscriptions/listen."_s,
                              {{"allow", "POST"}});
    if (!exchange->head().value("accept").toLower().contains("text/event-stream"))
        return exchange->fail(406, u"Accept text/event-stream."_s);
    parts.tasks.launch([parts, exchange](std::stop_token stop) {
        return answerGet(parts, exchange, std::move(stop));
    });
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
    router.on("GET", "/mcp", [parts](const ExchangePtr &e) { takeGet(parts, e); });
}

} // namespace pilothouse
