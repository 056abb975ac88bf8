#include "openai/openai_api.h"

#include "exchange/error_answer.h"
#include "openai/chat_answer.h"
#include "openai/side_request.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestBody = 32 * 1024 * 1024; // with its pictures

/// "The server's own model", for clients that ask for one before they know any.
const QString kUsualModel = u"pilothouse"_s;

/// Its clients ask once more by themselves, which must not begin a second run.
void refuse(Exchange &exchange, int status, const QString &message)
{
    exchange.fail(status == 422 ? 400 : status, message, {{"x-should-retry", "false"}});
}

QJsonObject modelJson(const QString &id)
{
    return {{u"id"_s, id},
            {u"object"_s, u"model"_s},
            {u"created"_s, 0},
            {u"owned_by"_s, u"pilothouse"_s}};
}

bool isModel(const OpenAiParts &parts, const QString &id)
{
    return id.isEmpty() || id == kUsualModel || parts.models().contains(id);
}

void listModels(const OpenAiParts &parts, const ExchangePtr &exchange)
{
    QJsonArray models{modelJson(kUsualModel)};
    const QStringList answering = parts.models();
    for (const QString &id : answering)
        models.append(modelJson(id));
    exchange->sendJson(200, QJsonObject{{u"object"_s, u"list"_s}, {u"data"_s, models}});
}

void showModel(const OpenAiParts &parts, const ExchangePtr &exchange)
{
    const QString id = exchange->argument(0);
    if (isModel(parts, id))
        exchange->sendJson(200, modelJson(id));
    else
        exchange->fail(404, u"The model \"%1\" does not exist"_s.arg(id));
}

bool isBusy(const OpenAiParts &parts, const SessionId &session)
{
    const auto record = parts.api.registry.record(session);
    return record && (record->status == SessionStatus::Running ||
                      record->status == SessionStatus::AwaitingApproval);
}

/// Of us alone: no model is asked, no session begins.
void answerAside(const OpenAiParts &parts, Exchange &exchange, const ChatRequest &request,
                 const QString &text)
{
    const Completion completion{.id = u"chatcmpl-"_s + randomUuid(),
                                .model = request.model.isEmpty() ? kUsualModel : request.model,
                                .created = parts.api.clock.now().toSecsSinceEpoch()};
    if (!request.isStream)
        return exchange.sendJson(200, completion.whole(text, {}));
    if (!exchange.begin(200, "text/event-stream", {{"cache-control", "no-store"}}))
        return;
    exchange.write(completion.chunk({{u"role"_s, u"assistant"_s}, {u"content"_s, text}}, {}));
    exchange.write(completion.chunk({}, u"stop"_s));
    if (request.wantsUsage)
        exchange.write(completion.usageChunk({}));
    exchange.write("data: [DONE]\n\n");
    exchange.end();
}

QCoro::Task<> runChat(OpenAiParts parts, Chats &chats, ExchangePtr exchange,
                      std::shared_ptr<const ChatRequest> request)
{
    const Result<Chats::Place> place = co_await chats.place(request, exchange);
    if (!place) {
        refuse(*exchange, httpStatusOf(place.error().code), place.error().message);
        co_return;
    }
    if (isBusy(parts, place->session)) {
        refuse(*exchange, 409,
               u"This conversation is at work, or waits for an answer on its page: "
               "/ui/#"_s +
                   place->session.value);
        co_return;
    }
    const bool isCatchingUp = place->isNew && !request->before.isEmpty();
    const QString text = isCatchingUp ? request->before + u"\n\n"_s + request->task : request->task;
    QPointer<ChatAnswer> answer = new ChatAnswer(parts, chats, exchange, request, place->session);
    const Result<> accepted = co_await parts.api.actions.submit(
        place->session, text, QString(), actorOf(*exchange), request->pictures);
    if (answer && accepted)
        answer->begin();
    else if (answer)
        answer->giveUp();
    if (!accepted)
        refuse(*exchange, httpStatusOf(accepted.error().code), accepted.error().message);
}

void completeChat(const OpenAiParts &parts, Chats &chats, const ExchangePtr &exchange)
{
    auto request = readChatRequest(*exchange);
    if (!request)
        return refuse(*exchange, 400, request.error().message);
    if (!isModel(parts, request->model))
        return refuse(*exchange, 404, u"The model \"%1\" does not exist"_s.arg(request->model));
    if (const auto aside = sideAnswer(*request))
        return answerAside(parts, *exchange, *request, *aside);
    const auto shared = std::make_shared<const ChatRequest>(*std::move(request));
    parts.api.tasks.launch([parts, &chats, exchange, shared](std::stop_token) {
        return runChat(parts, chats, exchange, shared);
    });
}

} // namespace

void addOpenAiRoutes(Router &router, const OpenAiParts &parts)
{
    const auto chats = std::make_shared<Chats>(parts);
    router.on("GET", "/v1/models", [parts](const ExchangePtr &e) { listModels(parts, e); });
    router.on("GET", "/v1/models/<arg>", [parts](const ExchangePtr &e) { showModel(parts, e); });
    router.on(
        "POST", "/v1/chat/completions",
        [parts, chats](const ExchangePtr &e) { completeChat(parts, *chats, e); }, kLargestBody);
}

} // namespace pilothouse
