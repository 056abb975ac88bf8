#include "http/push/push_routes.h"

#include "agent/hooks/notice.h"
#include "agent/hooks/push_actions.h"
#include "crypto/json_web_token.h"
#include "exchange/body_reader.h"
#include "exchange/error_answer.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestEndpoint = 2000;
constexpr int kLongestBrowserLabel = 80;
constexpr int kLongestPushKey = 200;

QStringList noticeNames()
{
    QStringList names;
    for (const NoticeKind kind : {NoticeKind::Ask, NoticeKind::Completed, NoticeKind::Failed,
                                  NoticeKind::Interrupted, NoticeKind::Budget})
        names += name(kind);
    return names;
}

// Without the endpoint: whoever knows that may send to the browser.
QJsonObject browserJson(const PushSubscription &subscription)
{
    return {{u"id"_s, subscription.id},
            {u"label"_s, subscription.label},
            {u"service"_s, webhookHost(subscription.endpoint)},
            {u"events"_s, QJsonArray::fromStringList(subscription.kinds)},
            {u"created_at"_s, isoTime(subscription.createdAt)}};
}

void listBrowsers(const ApiParts &parts, const ExchangePtr &exchange)
{
    const auto all = parts.push.all();
    if (!all) {
        answerError(*exchange, all.error());
        return;
    }
    QJsonArray browsers;
    for (const PushSubscription &each : *all)
        browsers.append(browserJson(each));
    const QByteArray key = base64Url(parts.push.key().publicKey());
    exchange->sendJson(
        200, QJsonObject{{u"key"_s, QString::fromLatin1(key)}, {u"browsers"_s, browsers}});
}

PushSubscription readSubscription(BodyReader &body)
{
    PushSubscription subscription;
    subscription.endpoint = body.requiredText(u"endpoint"_s, kLongestEndpoint);
    subscription.label =
        body.text(u"label"_s, kLongestBrowserLabel).value_or(QString()).simplified();
    subscription.kinds = body.choices(u"events"_s, noticeNames()).value_or(noticeNames());
    const auto bytes = [&body](const QString &name) {
        return QByteArray::fromBase64(body.requiredText(name, kLongestPushKey).toLatin1(),
                                      QByteArray::Base64UrlEncoding);
    };
    if (!body.object(u"keys"_s))
        body.refuse(u"keys"_s, u"Field required"_s, u"missing"_s);
    body.within(u"keys"_s, [&] {
        subscription.key = bytes(u"p256dh"_s);
        subscription.auth = bytes(u"auth"_s);
    });
    return subscription;
}

QCoro::Task<> addBrowser(ApiParts parts, ExchangePtr exchange)
{
    BodyReader body(*exchange);
    const PushSubscription subscription = readSubscription(body);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const auto stored = co_await parts.push.subscribe(subscription, actorOf(*exchange));
    if (stored)
        exchange->sendJson(201, browserJson(*stored));
    else if (stored.error().code == Errc::InvalidArgument)
        answerInvalid(*exchange, {u"body"_s, u"endpoint"_s}, stored.error().message);
    else
        answerError(*exchange, stored.error());
}

QCoro::Task<> removeBrowser(ApiParts parts, ExchangePtr exchange)
{
    const auto removed = co_await parts.push.unsubscribe(exchange->argument(0), actorOf(*exchange));
    if (removed)
        exchange->sendJson(200, QJsonObject{{u"message"_s, u"Browser removed"_s}});
    else
        answerError(*exchange, removed.error());
}

} // namespace

void addPushRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/push", [parts](const ExchangePtr &e) { listBrowsers(parts, e); });
    router.on("POST", "/push", launching(parts, addBrowser));
    router.on("DELETE", "/push/<arg>", launching(parts, removeBrowser));
}

} // namespace pilothouse
