#include "http/sharing/share_routes.h"

#include "core/clock.h"
#include "exchange/body_reader.h"
#include "exchange/error_answer.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestTitle = 200; // characters
constexpr int kUsualLifetime = 7 * 24 * 3600;

/// Without links there is no address, and the share can still be revoked.
QJsonObject shareJson(const Share &share, const ShareLinks *links)
{
    const QJsonValue url =
        links ? QString::fromLatin1("/shared/" + links->linkTo(share)) : QJsonValue();
    return {{u"id"_s, share.id},
            {u"title"_s, share.title},
            {u"url"_s, url},
            {u"last_seq"_s, share.upTo},
            {u"created_at"_s, isoTime(share.createdAt)},
            {u"expires_at"_s, isoTime(share.expiresAt)}};
}

void listShares(const ApiParts &parts, const ExchangePtr &exchange)
{
    if (!requestedSession(exchange, parts))
        return;
    const auto shares = parts.shares.of(sessionOf(exchange));
    if (!shares)
        return answerError(*exchange, shares.error());
    QJsonArray list;
    for (const Share &share : *shares)
        list.append(shareJson(share, parts.links));
    exchange->sendJson(200, list);
}

QCoro::Task<> makeShare(ApiParts parts, ExchangePtr exchange)
{
    if (!parts.links) {
        exchange->fail(403, u"Links that show a session are switched off on this server."_s);
        co_return;
    }
    BodyReader body(*exchange);
    const auto lifetime =
        body.integer(u"expires_in_s"_s, int(SessionActions::kShortestShare.count()),
                     int(SessionActions::kLongestShare.count()));
    const QString title = body.text(u"title"_s, kLongestTitle).value_or(QString());
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const std::chrono::seconds time(lifetime.value_or(kUsualLifetime));
    const auto share =
        co_await parts.actions.share(sessionOf(exchange), time, title, actorOf(*exchange));
    if (share)
        exchange->sendJson(201, shareJson(*share, parts.links));
    else
        answerError(*exchange, share.error());
}

QCoro::Task<> revokeShare(ApiParts parts, ExchangePtr exchange)
{
    const auto revoked = co_await parts.actions.revokeShare(
        sessionOf(exchange), exchange->argument(1), actorOf(*exchange));
    if (!revoked) {
        answerError(*exchange, revoked.error());
        co_return;
    }
    const QString done = u"Link revoked"_s;
    QJsonObject answer;
    answer.insert(u"message"_s, done);
    exchange->sendJson(200, answer);
}

} // namespace

void addShareRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/sessions/<arg>/shares",
              [parts](const ExchangePtr &e) { listShares(parts, e); });
    router.on("POST", "/sessions/<arg>/shares", launching(parts, makeShare));
    router.on("DELETE", "/sessions/<arg>/shares/<arg>", launching(parts, revokeShare));
}

} // namespace pilothouse
