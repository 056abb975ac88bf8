#include "http/template_routes.h"

#include "exchange/error_answer.h"
#include "http/new_session.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestTemplateName = 100; // characters
constexpr int kLongestTask = 20'000;      // characters

QJsonObject templateJson(const TaskTemplate &one)
{
    return {{u"id"_s, one.id.value},
            {u"name"_s, one.name},
            {u"task"_s, one.task},
            {u"options"_s, one.options},
            {u"created_at"_s, isoTime(one.createdAt)},
            {u"updated_at"_s, isoTime(one.updatedAt)}};
}

TemplateId templateOf(const ExchangePtr &exchange)
{
    return TemplateId{exchange->argument(0)};
}

/// What is wrong with it is in `body` afterwards.
TemplateActions::Content readContent(BodyReader &body)
{
    TemplateActions::Content content{.name = body.requiredText(u"name"_s, kLongestTemplateName),
                                     .task = body.text(u"task"_s, kLongestTask).value_or(u""_s)};
    body.within(u"options"_s, [&body, &content] {
        readOverrides(body);
        if (body.all().contains("secrets"_L1)) // they are stored nowhere
            body.refuse(u"secrets"_s, u"A template holds no secrets"_s, u"value_error"_s);
        if (body.all().contains("webhook"_L1)) // its address may hold a token
            body.refuse(u"webhook"_s, u"A template holds no webhook"_s, u"value_error"_s);
        content.options = overridesIn(body.all());
    });
    return content;
}

void listTemplates(const ApiParts &parts, const ExchangePtr &exchange)
{
    const auto templates = parts.templates.list();
    if (!templates) {
        answerError(*exchange, templates.error());
        return;
    }
    QJsonArray list;
    for (const TaskTemplate &one : *templates)
        list.append(templateJson(one));
    exchange->sendJson(200, list);
}

QCoro::Task<> createTemplate(ApiParts parts, ExchangePtr exchange)
{
    BodyReader body(*exchange);
    TemplateActions::Content content = readContent(body);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const auto made = co_await parts.templates.create(std::move(content), actorOf(*exchange));
    if (made)
        exchange->sendJson(201, templateJson(*made));
    else
        answerError(*exchange, made.error());
}

QCoro::Task<> replaceTemplate(ApiParts parts, ExchangePtr exchange)
{
    BodyReader body(*exchange);
    TemplateActions::Content content = readContent(body);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const TemplateId id = templateOf(exchange);
    const auto changed =
        co_await parts.templates.replace(id, std::move(content), actorOf(*exchange));
    if (changed)
        exchange->sendJson(200, templateJson(*changed));
    else
        answerError(*exchange, changed.error());
}

QCoro::Task<> removeTemplate(ApiParts parts, ExchangePtr exchange)
{
    const TemplateId id = templateOf(exchange);
    const auto removed = co_await parts.templates.remove(id, actorOf(*exchange));
    if (removed)
        exchange->sendJson(200, QJsonObject{{u"message"_s, u"Template removed"_s}});
    else
        answerError(*exchange, removed.error());
}

} // namespace

void addTemplateRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/templates", [parts](const ExchangePtr &e) { listTemplates(parts, e); });
    router.on("POST", "/templates", launching(parts, createTemplate));
    router.on("PUT", "/templates/<arg>", launching(parts, replaceTemplate));
    router.on("DELETE", "/templates/<arg>", launching(parts, removeTemplate));
}

} // namespace pilothouse
