#include "http/secret_routes.h"

#include "exchange/body_reader.h"
#include "exchange/error_answer.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QJsonObject secretJson(const Secret &secret)
{
    return {{u"name"_s, secret.name},
            {u"hosts"_s, QJsonArray::fromStringList(secret.hosts)},
            {u"windows"_s, QJsonArray::fromStringList(secret.windows)}};
}

QString nameOf(const ExchangePtr &exchange)
{
    return exchange->argument(1);
}

void listSecrets(const ApiParts &parts, const ExchangePtr &exchange)
{
    const auto secrets = parts.actions.secrets(sessionOf(exchange));
    if (!secrets) {
        answerError(*exchange, secrets.error());
        return;
    }
    QJsonArray list;
    for (const Secret &secret : *secrets)
        list.append(secretJson(secret));
    exchange->sendJson(200, list);
}

void putSecret(const ApiParts &parts, const ExchangePtr &exchange)
{
    BodyReader body(*exchange);
    const Result<Secret> secret = secretFrom(nameOf(exchange), body.all());
    if (body.isGood() && !secret)
        body.refuse(u"value"_s, secret.error().message, u"value_error"_s);
    if (!body.isGood()) {
        body.answer(*exchange);
        return;
    }
    const auto isNew = parts.actions.setSecret(sessionOf(exchange), *secret, actorOf(*exchange));
    if (isNew)
        exchange->sendJson(*isNew ? 201 : 200, secretJson(*secret));
    else
        answerError(*exchange, isNew.error());
}

void removeSecret(const ApiParts &parts, const ExchangePtr &exchange)
{
    const auto removed =
        parts.actions.removeSecret(sessionOf(exchange), nameOf(exchange), actorOf(*exchange));
    if (removed)
        exchange->sendJson(200, QJsonObject{{u"message"_s, u"Secret removed"_s}});
    else
        answerError(*exchange, removed.error());
}

} // namespace

void addSecretRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/sessions/<arg>/secrets",
              [parts](const ExchangePtr &e) { listSecrets(parts, e); });
    router.on("PUT", "/sessions/<arg>/secrets/<arg>",
              [parts](const ExchangePtr &e) { putSecret(parts, e); });
    router.on("DELETE", "/sessions/<arg>/secrets/<arg>",
              [parts](const ExchangePtr &e) { removeSecret(parts, e); });
}

} // namespace pilothouse
