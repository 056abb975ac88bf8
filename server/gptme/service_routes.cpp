#include "gptme/service_routes.h"

#include "access/credentials.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kApiVersion = 2;
const HttpFields kVersionField{{"x-api-version", "2"}};

QJsonObject rootJson(const GptmeParts &parts)
{
    return {{u"message"_s, u"Pilothouse, with the API of gptme's server"_s},
            {u"documentation"_s, u"/docs"_s},
            {u"version"_s, parts.version},
            {u"api_version"_s, kApiVersion},
            {u"contract_revision"_s, kApiVersion},
            {u"capabilities"_s, QJsonObject{{u"external_session_catalog"_s, false},
                                            {u"external_session_transcript"_s, false}}},
            {u"provider_configured"_s, true}};
}

QJsonObject modelsJson(const GptmeParts &parts)
{
    QJsonArray models;
    const QStringList answering = parts.answering();
    for (const QString &id : answering) {
        const ModelInfo info = parts.models.find(id);
        models.append(QJsonObject{{u"id"_s, QString(parts.provider + u'/' + id)},
                                  {u"provider"_s, parts.provider},
                                  {u"model"_s, id},
                                  {u"context"_s, info.contextTokens},
                                  {u"max_output"_s, info.maxOutputTokens},
                                  {u"supports_streaming"_s, true},
                                  {u"supports_vision"_s, true},
                                  {u"supports_reasoning"_s, !info.thinkingModes.isEmpty()},
                                  {u"price_input"_s, info.prices.input},
                                  {u"price_output"_s, info.prices.output},
                                  {u"deprecated"_s, false}});
    }
    const QString usual = parts.provider + u'/' + parts.api.options(SessionOverrides()).model;
    return {{u"models"_s, models},
            {u"default"_s, usual},
            {u"recommended"_s, QJsonArray{usual}},
            {u"favorites"_s, QJsonArray()}};
}

QJsonObject settingsJson(const GptmeParts &parts)
{
    return {{u"providers_configured"_s, QJsonArray{parts.provider}},
            {u"default_model"_s, modelOf(parts.api.options(SessionOverrides()))}};
}

void answerOk(Exchange &exchange, const QString &message, const HttpFields &fields)
{
    exchange.sendJson(200, QJsonObject{{u"ok"_s, true}, {u"message"_s, message}}, fields);
}

void addCookieRoutes(Router &router, Credentials &credentials)
{
    const QByteArray cookie = "/api/v2/auth/cookie";
    router.on("POST", cookie, [&credentials](const ExchangePtr &e) {
        answerOk(*e, u"Auth cookie set"_s, credentials.giveReadingCookie(e->head()));
    });
    router.on("DELETE", cookie, [&credentials](const ExchangePtr &e) {
        answerOk(*e, u"Auth cookie cleared"_s, credentials.takeReadingCookie());
    });
}

/// What the page asks for on every load and this server has none of.
void addEmptyRoutes(Router &router)
{
    const auto answer = [&router](const QByteArray &path, const QJsonObject &json) {
        router.on("GET", "/api/v2/" + path,
                  [json](const ExchangePtr &e) { e->sendJson(200, json); });
    };
    answer("providers/health", {{u"providers"_s, QJsonObject()}});
    answer("tasks", {{u"tasks"_s, QJsonArray()}});
    answer("tools", {{u"tools"_s, QJsonArray()}});
    answer("user", {{u"name"_s, u"You"_s}, {u"avatar"_s, QJsonValue()}});
    answer("server/health", {{u"status"_s, u"ok"_s}});
}

} // namespace

void addServiceRoutes(Router &router, const GptmeParts &parts)
{
    router.on("GET", "/api/v2",
              [parts](const ExchangePtr &e) { e->sendJson(200, rootJson(parts), kVersionField); });
    router.on("GET", "/api/v2/version", [](const ExchangePtr &e) {
        const QJsonObject version{{u"api_version"_s, kApiVersion},
                                  {u"contract_revision"_s, kApiVersion}};
        e->sendJson(200, version, kVersionField);
    });
    router.on("GET", "/api/v2/models",
              [parts](const ExchangePtr &e) { e->sendJson(200, modelsJson(parts)); });
    router.on("GET", "/api/v2/user/settings",
              [parts](const ExchangePtr &e) { e->sendJson(200, settingsJson(parts)); });
    addCookieRoutes(router, parts.credentials);
    addEmptyRoutes(router);
}

} // namespace pilothouse
