#include "http/health_routes.h"

#include "http/storage_probe.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

void metric(QByteArray &text, const char *name, const char *type, const char *help, double value)
{
    text += QByteArray("# HELP pilothouse_") + name + ' ' + help + "\n# TYPE pilothouse_" + name +
            ' ' + type + "\npilothouse_" + name + ' ' + QByteArray::number(value, 'g', 15) + '\n';
}

QByteArray metrics(const ApiParts &parts, const ServerState &state)
{
    Usage usage;
    double cost = 0;
    int running = 0;
    const auto sessions = parts.registry.records();
    for (const SessionRecord &session : sessions.value_or(QList<SessionRecord>())) {
        usage += session.usage;
        cost += session.costUsd;
        running += session.status == SessionStatus::Running ? 1 : 0;
    }
    QByteArray text;
    metric(text, "sessions_stored", "gauge", "Sessions in the database.",
           static_cast<double>(sessions.value_or(QList<SessionRecord>()).size()));
    metric(text, "sessions_open", "gauge", "Sessions held open by this process.",
           parts.registry.openCount());
    metric(text, "sessions_running", "gauge", "Sessions with a run going on.", running);
    metric(text, "client_sockets", "gauge", "Connected clients, WebSockets included.",
           state.openSockets());
    metric(text, "model_input_tokens", "gauge", "Tokens the models read, over all stored sessions.",
           static_cast<double>(usage.prompt()));
    metric(text, "model_output_tokens", "gauge",
           "Tokens the models wrote, over all stored sessions.", static_cast<double>(usage.output));
    metric(text, "model_cost_usd", "gauge", "What that cost.", cost);
    return text;
}

QCoro::Task<> tellReady(std::shared_ptr<StorageProbe> probe, QString reason, ExchangePtr exchange)
{
    if (reason.isEmpty()) {
        const Result<> stored = co_await probe->ask();
        if (!stored)
            reason = stored.error().message;
    }
    QJsonObject answer;
    answer.insert(u"status"_s, reason.isEmpty() ? u"ready"_s : u"not_ready"_s);
    if (!reason.isEmpty())
        answer.insert(u"reason"_s, reason);
    exchange->sendJson(reason.isEmpty() ? 200 : 503, answer);
}

} // namespace

void addHealthRoutes(Router &router, const ApiParts &parts, const ServerState &state)
{
    const auto now = [parts] { return isoTime(parts.clock.now()); };
    router.on("GET", "/health",
              [now, state, hasLinks = parts.links != nullptr](const ExchangePtr &e) {
                  QJsonObject health{{u"now"_s, now()}, {u"status"_s, u"ok"_s}};
                  if (!e->principal().isEmpty()) { // what we are made of is nobody else's business
                      health.insert(u"version"_s, state.version);
                      health.insert(u"provider"_s, state.provider);
                      health.insert(u"sandbox"_s, state.sandbox);
                      health.insert(u"network"_s, state.network);
                      health.insert(u"limits"_s, state.limits);
                      health.insert(u"share_links"_s, hasLinks);
                  }
                  e->sendJson(200, health);
              });
    router.on("GET", "/health/live", [](const ExchangePtr &e) {
        e->sendJson(200, QJsonObject{{u"status"_s, u"ok"_s}});
    });
    const auto probe = std::make_shared<StorageProbe>(parts.journal, parts.clock, parts.tasks);
    router.on("GET", "/health/ready", launching(parts, [probe, state](ApiParts, ExchangePtr e) {
                  return tellReady(probe, state.whyNotReady(), e);
              }));
    router.on("GET", "/models",
              [state](const ExchangePtr &e) { e->sendJson(200, state.models()); });
    router.on("GET", "/metrics", [parts, state](const ExchangePtr &e) {
        e->send(200, metrics(parts, state), "text/plain; version=0.0.4; charset=utf-8");
    });
}

} // namespace pilothouse
