#include "http/desks/desk_routes.h"

#include "core/clock.h"
#include "core/visible.h"
#include "exchange/body_reader.h"
#include "exchange/error_answer.h"
#include "feed/session_json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestDeskName = 100; // characters

QJsonObject snapshotJson(const SavedFiles &saved)
{
    return {{u"id"_s, saved.id},
            {u"seq"_s, saved.seq},
            {u"until_seq"_s, saved.untilSeq},
            {u"created_at"_s, isoTime(saved.createdAt)},
            {u"automatic"_s, saved.isAutomatic},
            {u"files"_s, saved.files},
            {u"bytes"_s, saved.bytes}};
}

QJsonObject deskJson(const SavedFiles &desk)
{
    return {{u"name"_s, desk.name},
            {u"session_id"_s, desk.origin.value},
            {u"created_at"_s, isoTime(desk.createdAt)},
            {u"files"_s, desk.files},
            {u"bytes"_s, desk.bytes}};
}

template <typename ToJson>
void answerList(const ExchangePtr &exchange, const Result<QList<SavedFiles>> &found, ToJson toJson)
{
    if (!found)
        return answerError(*exchange, found.error());
    QJsonArray list;
    for (const SavedFiles &each : *found)
        list.append(toJson(each));
    exchange->sendJson(200, list);
}

void listSnapshots(const ApiParts &parts, const ExchangePtr &exchange)
{
    if (requestedSession(exchange, parts))
        answerList(exchange, parts.desks.saved().snapshotsOf(sessionOf(exchange)), snapshotJson);
}

void listDesks(const ApiParts &parts, const ExchangePtr &exchange)
{
    answerList(exchange, parts.desks.saved().desks(), deskJson);
}

/// Empty: none was given.
QString readDeskName(BodyReader &body)
{
    const auto given = body.text(u"name"_s, kLongestDeskName);
    if (!given)
        return {};
    const QString name = given->simplified();
    if (name.isEmpty() || name.contains(u'/') || visible(name) != name)
        body.refuse(u"name"_s, u"A name has characters that can be seen, and no slash"_s,
                    u"value_error"_s);
    return name;
}

QCoro::Task<> takeSnapshot(ApiParts parts, ExchangePtr exchange)
{
    if (!requestedSession(exchange, parts))
        co_return;
    BodyReader body(*exchange);
    const QString name = readDeskName(body);
    const bool replaces = body.flag(u"replace"_s).value_or(false);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const auto taken =
        co_await parts.desks.take(sessionOf(exchange), name, replaces, actorOf(*exchange));
    if (!taken) {
        answerError(*exchange, taken.error());
        co_return;
    }
    QJsonObject json = snapshotJson(*taken);
    json.insert(u"desk"_s, taken->name.isEmpty() ? QJsonValue() : QJsonValue(taken->name));
    exchange->sendJson(201, json);
}

QCoro::Task<> restoreFiles(ApiParts parts, ExchangePtr exchange)
{
    const auto restored = co_await parts.desks.restore(sessionOf(exchange), exchange->argument(1),
                                                       actorOf(*exchange));
    if (restored)
        exchange->sendJsonText(200, sessionJson(*restored, parts.registry));
    else
        answerError(*exchange, restored.error());
}

QCoro::Task<> removeSnapshot(ApiParts parts, ExchangePtr exchange)
{
    const auto removed = co_await parts.desks.removeSnapshot(
        sessionOf(exchange), exchange->argument(1), actorOf(*exchange));
    if (removed)
        exchange->sendJson(200, QJsonObject{{u"message"_s, u"Snapshot removed"_s}});
    else
        answerError(*exchange, removed.error());
}

QCoro::Task<> removeDesk(ApiParts parts, ExchangePtr exchange)
{
    const auto removed = co_await parts.desks.removeDesk(exchange->argument(0), actorOf(*exchange));
    if (removed)
        exchange->sendJson(200, QJsonObject{{u"message"_s, u"Desk removed"_s}});
    else
        answerError(*exchange, removed.error());
}

} // namespace

void addDeskRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/sessions/<arg>/snapshots",
              [parts](const ExchangePtr &e) { listSnapshots(parts, e); });
    router.on("POST", "/sessions/<arg>/snapshots", launching(parts, takeSnapshot));
    router.on("POST", "/sessions/<arg>/snapshots/<arg>/restore", launching(parts, restoreFiles));
    router.on("DELETE", "/sessions/<arg>/snapshots/<arg>", launching(parts, removeSnapshot));
    router.on("GET", "/desks", [parts](const ExchangePtr &e) { listDesks(parts, e); });
    router.on("DELETE", "/desks/<arg>", launching(parts, removeDesk));
}

} // namespace pilothouse
