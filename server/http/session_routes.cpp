#include "http/session_routes.h"

#include "exchange/error_answer.h"
#include "exchange/static_content.h"
#include "feed/session_json.h"
#include "http/message_json.h"
#include "http/new_session.h"
#include "http/session_previews.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Handlers that wait are coroutines: they hold the exchange, and one that is dropped unanswered is
// a 500. Parameters by value: they live in the frame.

QCoro::Task<> createSession(ApiParts parts, ExchangePtr exchange)
{
    BodyReader body(*exchange);
    SessionOverrides overrides = readOverrides(body);
    overrides.webhook = readWebhook(body);
    const QList<Secret> secrets = readSecrets(body);
    const SessionOptions options = parts.options(overrides);
    const bool namesHosts = !overrides.allowHosts.value_or(QStringList()).isEmpty();
    if (namesHosts && options.egress.mode != EgressMode::List) // they would count for nothing
        body.refuse(u"allow_hosts"_s, u"Hosts are for the egress \"list\""_s, u"value_error"_s);
    for (const Misfit &misfit : parts.misfits(options))
        body.refuse(misfit.option, misfit.reason, u"value_error"_s);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const auto created = co_await parts.actions.create(options, actorOf(*exchange), secrets);
    if (created)
        exchange->sendJsonText(200, sessionJson(*created));
    else
        answerError(*exchange, created.error());
}

QCoro::Task<> forkSession(ApiParts parts, ExchangePtr exchange)
{
    const auto session = requestedSession(exchange, parts);
    if (!session)
        co_return;
    BodyReader body(*exchange);
    const EventSeq upTo = body.bigInteger(u"seq"_s, 0).value_or(session->lastSeq);
    SessionOptions options = session->options;
    options.desk.clear();                               // its files come from the session
    for (const Misfit &misfit : parts.misfits(options)) // known no more
        body.refuse(misfit.option, misfit.reason, u"value_error"_s);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const auto forked = co_await parts.actions.fork(session->id, upTo, actorOf(*exchange));
    if (forked)
        exchange->sendJsonText(201, sessionJson(*forked));
    else
        answerError(*exchange, forked.error());
}

/// The session, which is `plain` so far, with its "preview".
Result<QByteArray> jsonWithPreview(SessionPreviews &previews, const SessionRecord &session,
                                   const QByteArray &plain)
{
    const Result<SessionPreview> preview = previews.of(session);
    if (!preview)
        return fail(preview.error());
    return plain.chopped(1) + ",\"preview\":" + previewJson(*preview) + '}';
}

/// "sort" of the query; nothing: 422 was answered.
std::optional<SessionOrder> askedOrder(const ExchangePtr &exchange)
{
    const QString sort = exchange->queryValue(u"sort"_s).value_or(u"created"_s);
    if (sort == "created"_L1)
        return SessionOrder::Newest;
    if (sort == "updated"_L1)
        return SessionOrder::LastUsed;
    answerInvalid(*exchange, {u"query"_s, u"sort"_s}, u"Input should be 'created' or 'updated'"_s);
    return std::nullopt;
}

void listSessions(const ApiParts &parts, SessionPreviews &previews, const ExchangePtr &exchange)
{
    const auto limit = queryNumber(exchange, u"limit"_s, -1, 0, 1000);
    if (!limit)
        return;
    const auto offset = queryNumber(exchange, u"offset"_s, 0, 0, 1'000'000'000);
    if (!offset)
        return;
    const auto order = askedOrder(exchange);
    if (!order)
        return;
    const auto sessions =
        parts.registry.records(static_cast<int>(*limit), static_cast<int>(*offset), *order);
    if (!sessions) {
        answerError(*exchange, sessions.error());
        return;
    }
    const bool withPreview = exchange->queryValue(u"preview"_s) == u"true"_s;
    QByteArrayList list;
    for (const SessionRecord &session : *sessions) {
        const QByteArray plain = sessionJson(session, parts.registry);
        const Result<QByteArray> json =
            withPreview ? jsonWithPreview(previews, session, plain) : plain;
        if (!json) {
            answerError(*exchange, json.error());
            return;
        }
        list.append(*json);
    }
    const QByteArray json = '[' + list.join(',') + ']';
    sendContent(*exchange, {.bytes = json, // who looks every few seconds mostly gets a 304
                            .contentType = "application/json",
                            .etag = etagOf(json),
                            .cacheControl = "no-store"});
}

void showSession(const ApiParts &parts, const ExchangePtr &exchange)
{
    if (const auto session = requestedSession(exchange, parts))
        exchange->sendJsonText(200, sessionJson(*session, parts.registry));
}

bool namesNothing(const SessionOverrides &changes)
{
    return !changes.model && !changes.approval && !changes.maxSteps && !changes.maxCostUsd &&
           !changes.maxTokensTotal && !changes.maxTime;
}

QCoro::Task<> changeSession(ApiParts parts, ExchangePtr exchange)
{
    const auto session = requestedSession(exchange, parts);
    if (!session)
        co_return;
    BodyReader body(*exchange);
    const SessionOverrides changes = readChanges(body);
    if (body.isGood() && (changes.title || namesNothing(changes)))
        body.requiredText(u"title"_s, 200);
    const SessionOptions wanted = parts.changed(session->options, changes);
    for (const Misfit &misfit : parts.changeMisfits(session->options, wanted))
        body.refuse(misfit.option, misfit.reason, u"value_error"_s);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const QString actor = actorOf(*exchange);
    auto done = co_await parts.actions.change(session->id, wanted, actor);
    if (done && changes.title)
        done = co_await parts.actions.rename(session->id, *changes.title, actor);
    if (done)
        showSession(parts, exchange);
    else
        answerError(*exchange, done.error());
}

QCoro::Task<> finishSession(ApiParts parts, ExchangePtr exchange)
{
    const auto finished = co_await parts.actions.finish(sessionOf(exchange), actorOf(*exchange));
    if (finished)
        exchange->sendJsonText(200, sessionJson(*finished));
    else
        answerError(*exchange, finished.error());
}

QCoro::Task<> deleteSession(ApiParts parts, ExchangePtr exchange)
{
    const auto removed = co_await parts.actions.remove(sessionOf(exchange), actorOf(*exchange));
    if (removed)
        exchange->sendJson(200, QJsonObject{{u"message"_s, u"Session deleted"_s}});
    else
        answerError(*exchange, removed.error());
}

QCoro::Task<> listMessages(ApiParts parts, ExchangePtr exchange)
{
    const auto session = requestedSession(exchange, parts);
    if (!session)
        co_return;
    const auto events = parts.journal.events(session->id);
    if (!events) {
        answerError(*exchange, events.error());
        co_return;
    }
    const Screenshots screenshots =
        co_await storedScreenshots(*events, session->options, parts.blobs);
    QJsonArray messages;
    for (const Event &event : *events) {
        if (const auto message = messageJson(event, screenshots))
            messages.append(*message);
    }
    exchange->sendJson(200, messages);
}

void listGrants(const ApiParts &parts, const ExchangePtr &exchange)
{
    if (const auto session = requestedSession(exchange, parts))
        exchange->sendJsonText(200, grantsJson(session->grants));
}

QCoro::Task<> askAgain(ApiParts parts, ExchangePtr exchange)
{
    const auto revoked = co_await parts.actions.askAgain(sessionOf(exchange), exchange->argument(1),
                                                         actorOf(*exchange));
    if (revoked)
        exchange->sendJson(200, QJsonObject{{u"message"_s, u"It is asked about again"_s}});
    else
        answerError(*exchange, revoked.error());
}

} // namespace

void addSessionRoutes(Router &router, const ApiParts &parts)
{
    router.on("POST", "/sessions", launching(parts, createSession));
    router.on("GET", "/sessions",
              [parts, previews = std::make_shared<SessionPreviews>(parts.journal)](
                  const ExchangePtr &e) { listSessions(parts, *previews, e); });
    router.on("POST", "/sessions/<arg>/fork", launching(parts, forkSession));
    router.on("GET", "/sessions/<arg>", [parts](const ExchangePtr &e) { showSession(parts, e); });
    router.on("PATCH", "/sessions/<arg>", launching(parts, changeSession));
    router.on("DELETE", "/sessions/<arg>", launching(parts, deleteSession));
    router.on("PATCH", "/sessions/<arg>/finish", launching(parts, finishSession));
    router.on("GET", "/sessions/<arg>/grants",
              [parts](const ExchangePtr &e) { listGrants(parts, e); });
    router.on("DELETE", "/sessions/<arg>/grants/<arg>", launching(parts, askAgain));
    router.on("GET", "/sessions/<arg>/messages", launching(parts, listMessages));
}

} // namespace pilothouse
