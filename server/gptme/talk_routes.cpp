#include "gptme/talk_routes.h"

#include "core/wait.h"
#include "gptme/conversation_stream.h"
#include "gptme/request_body.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kLongestStart = 3s;
const QString kSkipped = u"The person did not want this to be run. Go on without it, or ask."_s;

void showEvents(const GptmeParts &parts, const ExchangePtr &exchange)
{
    const auto conversation = requestedConversation(parts, exchange);
    if (!conversation)
        return;
    QString attachment = exchange->queryValue(u"session_id"_s).value_or(QString());
    if (attachment.isEmpty())
        attachment = parts.conversations.attachments().mint(conversation->session(),
                                                            conversation->events().now());
    else if (!isAttached(parts, exchange, *conversation, attachment))
        return;
    ConversationStream::start(exchange, {parts.conversations, parts.credentials, parts.api.clock},
                              conversation, attachment);
}

QCoro::Task<> takeModel(GptmeParts parts, SessionId id, QString wanted, QString actor)
{
    const auto record = parts.api.registry.record(id);
    const auto model = modelNamed(parts, wanted);
    if (!record || !model || *model == record->options.model)
        co_return;
    SessionOverrides wishes;
    wishes.model = *model;
    const SessionOptions changed = parts.api.changed(record->options, wishes);
    if (parts.api.changeMisfits(record->options, changed).isEmpty())
        co_await parts.api.actions.change(id, changed, actor);
}

/// Waits until the model begins to answer, for a reply after number `lastReply` of the stream. What
/// it failed by until then; empty: it did not.
QCoro::Task<QString> earlyFailure(Conversations::Found conversation, qint64 lastReply,
                                  const Clock &clock)
{
    Waiter waiter(clock);
    QObject::connect(conversation.get(), &ToldSession::grew, &waiter, &Waiter::wake);
    const auto isSilent = [&] { return conversation->events().replyBegan() == lastReply; };
    const auto end = clock.elapsed() + kLongestStart;
    while (conversation->isBusy() && isSilent() && clock.elapsed() < end)
        co_await waiter.wait(std::stop_token(), 1s);
    const QString failure = isSilent() ? conversation->lastError() : QString();
    co_return failure;
}

QCoro::Task<> step(GptmeParts parts, ExchangePtr exchange)
{
    const auto conversation = requestedConversation(parts, exchange);
    if (!conversation)
        co_return;
    GptmeBody body(*exchange);
    const QString attachment = body.required(u"session_id"_s);
    if (body.refused(*exchange) || !isAttached(parts, exchange, *conversation, attachment))
        co_return;
    const QString model = body.text(u"model"_s).value_or(QString());
    body.text(u"branch"_s);
    body.flag(u"stream"_s);
    const int unasked = body.autoConfirm().value_or(0);
    if (body.refused(*exchange))
        co_return;
    const QString actor = actorOf(*exchange);
    if (conversation->isBusy()) {
        exchange->fail(409, u"Generation already in progress"_s);
        co_return;
    }
    co_await takeModel(parts, conversation->session(), model, actor);
    const qint64 lastReply = conversation->events().replyBegan();
    const Result<> begun = co_await conversation->step(unasked, actor);
    if (!begun) {
        answerWithError(*exchange, begun.error());
        co_return;
    }
    const QString failure = co_await earlyFailure(conversation, lastReply, parts.api.clock);
    if (!failure.isEmpty()) {
        exchange->sendJson(500, QJsonObject{{u"status"_s, u"error"_s}, {u"error"_s, failure}});
        co_return;
    }
    exchange->sendJson(200, QJsonObject{{u"status"_s, u"ok"_s},
                                        {u"message"_s, u"Step started"_s},
                                        {u"session_id"_s, attachment}});
}

/// What a client asks for with POST …/tool/confirm.
struct Confirmation
{
    QString toolId;
    QString action;
    QString content;
    int count = 0;
};

/// Looks at action and id alone: they are judged before the session is.
Confirmation readConfirmation(GptmeBody &body)
{
    Confirmation asked{.toolId = body.required(u"tool_id"_s), .action = body.required(u"action"_s)};
    static const QStringList actions{u"confirm"_s, u"edit"_s, u"skip"_s, u"auto"_s};
    if (!actions.contains(asked.action))
        body.refuse(u"Unknown action: %1"_s.arg(asked.action));
    return asked;
}

void readRest(GptmeBody &body, Confirmation &asked)
{
    if (asked.action == "edit"_L1) {
        asked.content = body.text(u"content"_s).value_or(QString());
        if (!body.has(u"content"_s))
            body.refuse(u"content is required for edit action"_s);
    }
    if (asked.action != "auto"_L1)
        return;
    asked.count = body.all().value("count"_L1).toInt(0);
    if (asked.count < 1)
        body.refuse(u"count must be a positive integer"_s);
}

Result<ApprovalDecided> decisionFor(const Confirmation &asked, const ToolCall &call)
{
    ApprovalDecided decision{.toolUseId = asked.toolId, .decision = Decision::Allow};
    if (asked.action == "skip"_L1) {
        decision.decision = Decision::Deny;
        decision.note = kSkipped;
    }
    if (asked.action == "edit"_L1) {
        const auto input = editedInput(call, asked.content);
        if (!input)
            return fail(input.error());
        decision.decision = Decision::Edit;
        decision.input = *input;
    }
    return decision;
}

QJsonObject done(const QString &message)
{
    return {{u"status"_s, u"ok"_s}, {u"message"_s, message}};
}

QCoro::Task<> decide(GptmeParts parts, ExchangePtr exchange, Conversations::Found conversation,
                     Confirmation asked, ToolCall call)
{
    const auto decision = decisionFor(asked, call);
    if (!decision) {
        answerWithError(*exchange, decision.error());
        co_return;
    }
    const QString actor = actorOf(*exchange);
    if (asked.action == "auto"_L1)
        conversation->allowNext(asked.count, actor);
    const Result<> decided =
        co_await parts.api.actions.decide(conversation->session(), *decision, actor);
    // Of two answers the first one counts; the second has nothing to do.
    if (decided || decided.error().code == Errc::NotFound)
        exchange->sendJson(200, done(u"Tool %1: %2"_s.arg(asked.action, asked.toolId)));
    else
        answerWithError(*exchange, decided.error());
}

QCoro::Task<> confirm(GptmeParts parts, ExchangePtr exchange)
{
    const auto conversation = requestedConversation(parts, exchange);
    if (!conversation)
        co_return;
    GptmeBody body(*exchange);
    Confirmation asked = readConfirmation(body);
    const QString attachment = body.text(u"session_id"_s).value_or(QString());
    if (body.refused(*exchange) ||
        (!attachment.isEmpty() && !isAttached(parts, exchange, *conversation, attachment)))
        co_return;
    const ToolCall *pending = conversation->retelling().pending();
    if (pending == nullptr || pending->id != asked.toolId) {
        // The page confirms what it was told is confirmed: that runs once, and all is well.
        if (asked.action == "confirm"_L1 && conversation->retelling().wasTold(asked.toolId))
            exchange->sendJson(200, done(u"Tool was confirmed already"_s));
        else
            exchange->fail(404, u"Tool not found: %1"_s.arg(asked.toolId));
        co_return;
    }
    const ToolCall call = *pending;
    readRest(body, asked);
    if (body.refused(*exchange))
        co_return;
    co_await decide(parts, exchange, conversation, asked, call);
}

QCoro::Task<> interrupt(GptmeParts parts, ExchangePtr exchange)
{
    const auto conversation = requestedConversation(parts, exchange);
    if (!conversation)
        co_return;
    GptmeBody body(*exchange);
    const QString attachment = body.required(u"session_id"_s);
    if (body.refused(*exchange) || !isAttached(parts, exchange, *conversation, attachment))
        co_return;
    if (!conversation->isBusy()) {
        exchange->sendJson(200, done(u"Already interrupted or not generating"_s));
        co_return;
    }
    const Result<> stopped = co_await conversation->stopRun(actorOf(*exchange));
    if (stopped)
        exchange->sendJson(200, done(u"Interrupted"_s));
    else
        answerWithError(*exchange, stopped.error());
}

} // namespace

void addTalkRoutes(Router &router, const GptmeParts &parts)
{
    const QByteArray one = "/api/v2/conversations/<arg>";
    router.on("GET", one + "/events", [parts](const ExchangePtr &e) { showEvents(parts, e); });
    router.on("POST", one + "/step", launching(parts, step));
    router.on("POST", one + "/tool/confirm", launching(parts, confirm));
    router.on("POST", one + "/interrupt", launching(parts, interrupt));
}

} // namespace pilothouse
