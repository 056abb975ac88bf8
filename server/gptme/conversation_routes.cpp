#include "gptme/conversation_routes.h"

#include "core/clock.h"
#include "gptme/conversation_list.h"
#include "gptme/request_body.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestBody = 32 * 1024 * 1024;
const QString kBusy = u"Generation in progress: interrupt it first"_s;

/// The messages of a new conversation. What is wrong with them is in `body` afterwards.
QJsonArray readMessages(GptmeBody &body, const QDateTime &now)
{
    QJsonArray kept;
    const QJsonArray given = body.array(u"messages"_s).value_or(QJsonArray());
    for (const QJsonValue &each : given) {
        const QString fault = each.isObject() ? faultOfMessage(each.toObject())
                                              : u"messages must be a list of objects"_s;
        if (!fault.isEmpty())
            body.refuse(fault);
        kept.append(keptMessage(each.toObject(), now));
    }
    if (const auto prompt = body.text(u"prompt"_s); prompt && given.isEmpty() && !prompt->isEmpty())
        kept.append(keptMessage({{u"role"_s, u"user"_s}, {u"content"_s, *prompt}}, now));
    return kept;
}

/// What of "config" holds for a session of ours. Every call is asked about but for those that a
/// step allows beforehand.
SessionOverrides readConfig(const GptmeParts &parts, GptmeBody &body)
{
    SessionOverrides wishes;
    wishes.approval = ApprovalPolicy::All;
    const QJsonObject config = body.object(u"config"_s).value_or(QJsonObject());
    const QJsonValue chat = config["chat"_L1];
    if (!chat.isUndefined() && !chat.isNull() && !chat.isObject())
        body.refuse(u"config.chat must be an object"_s);
    wishes.model = modelNamed(parts, chat["model"_L1].toString());
    if (const QString title = chat["name"_L1].toString().trimmed(); !title.isEmpty())
        wishes.title = title.left(200);
    return wishes;
}

QCoro::Task<> putConversation(GptmeParts parts, ExchangePtr exchange)
{
    const auto name = nameIn(exchange);
    if (!name)
        co_return;
    GptmeBody body(*exchange);
    const QJsonArray messages = readMessages(body, parts.api.clock.now());
    const SessionOptions options = parts.api.options(readConfig(parts, body));
    body.autoConfirm(); // each step says it anew
    for (const Misfit &misfit : parts.api.misfits(options))
        body.refuse(misfit.reason);
    if (body.refused(*exchange))
        co_return;
    const auto created =
        co_await parts.conversations.create(*name, options, messages, actorOf(*exchange));
    if (!created) {
        answerWithError(*exchange, created.error());
        co_return;
    }
    const ToldSession &made = **created;
    const QString attachment =
        parts.conversations.attachments().mint(made.session(), made.events().now());
    exchange->sendJson(200, QJsonObject{{u"status"_s, u"ok"_s},
                                        {u"conversation_id"_s, made.id()},
                                        {u"session_id"_s, attachment}});
}

/// A number in the query; nothing: 400 was answered.
std::optional<qint64> askedNumber(const ExchangePtr &exchange, const QString &name, qint64 fallback,
                                  qint64 least)
{
    const auto given = exchange->queryValue(name);
    bool isNumber = true;
    const qint64 number = given ? given->toLongLong(&isNumber) : fallback;
    if (isNumber && number >= least)
        return number;
    exchange->fail(400, u"%1 must be an integer of at least %2"_s.arg(name).arg(least));
    return std::nullopt;
}

/// Where the page of the log that is asked for begins and ends.
struct LogPage
{
    qsizetype begin = 0;
    qsizetype end = 0;
    bool isPart = false;
};

std::optional<LogPage> askedPage(const ExchangePtr &exchange, qsizetype size)
{
    const bool hasLimit = exchange->queryValue(u"limit"_s).has_value();
    if (!hasLimit && exchange->queryValue(u"before"_s)) {
        exchange->fail(400, u"before needs limit"_s);
        return std::nullopt;
    }
    const auto limit = askedNumber(exchange, u"limit"_s, size + 1, 1);
    const auto before = limit ? askedNumber(exchange, u"before"_s, size, 0) : std::nullopt;
    if (!before)
        return std::nullopt;
    const qsizetype end = std::min<qsizetype>(*before, size);
    return LogPage{std::max<qsizetype>(0, end - *limit), end, hasLimit};
}

void showConversation(const GptmeParts &parts, const ExchangePtr &exchange)
{
    const auto found = requestedConversation(parts, exchange);
    if (!found)
        return;
    const QJsonArray &log = found->log();
    const auto page = askedPage(exchange, log.size());
    const auto record = parts.api.registry.record(found->session());
    if (!page || !record)
        return;
    QJsonArray shown;
    for (qsizetype i = page->begin; i < page->end; ++i)
        shown.append(log[i]);
    const QString title = record->options.title;
    const QString error = found->lastError();
    const QString attachment =
        parts.conversations.attachments().mint(found->session(), found->events().now());
    QJsonObject answer{
        {u"id"_s, found->id()},
        {u"name"_s, title.isEmpty() ? found->id() : title},
        {u"log"_s, shown},
        {u"logfile"_s, QString(found->id() + u"/conversation.jsonl"_s)},
        {u"branches"_s, QJsonObject{{u"main"_s, shown}}},
        {u"workspace"_s, kWorkspace},
        {u"session"_s,
         QJsonObject{{u"id"_s, attachment},
                     {u"generating"_s, found->isGenerating()},
                     {u"last_error"_s, error.isEmpty() ? QJsonValue() : QJsonValue(error)}}}};
    if (page->isPart) {
        answer.insert(u"total_messages"_s, log.size());
        answer.insert(u"has_more"_s, page->begin > 0);
        if (page->begin > 0)
            answer.insert(u"before"_s, page->begin);
    }
    exchange->sendJson(200, answer);
}

QCoro::Task<> addMessage(GptmeParts parts, ExchangePtr exchange)
{
    const auto conversation = requestedConversation(parts, exchange);
    if (!conversation)
        co_return;
    GptmeBody body(*exchange);
    if (const QString fault = faultOfMessage(body.all()); !fault.isEmpty())
        body.refuse(fault);
    if (body.refused(*exchange))
        co_return;
    if (conversation->isBusy()) {
        exchange->fail(409, kBusy);
        co_return;
    }
    const QJsonObject message = keptMessage(body.all(), parts.api.clock.now());
    const Result<> added = co_await conversation->add(message);
    if (added)
        exchange->sendJson(200, QJsonObject{{u"status"_s, u"ok"_s}});
    else
        answerWithError(*exchange, added.error());
}

QCoro::Task<> removeConversation(GptmeParts parts, ExchangePtr exchange)
{
    const auto conversation = requestedConversation(parts, exchange);
    if (!conversation)
        co_return;
    if (conversation->isBusy()) {
        exchange->fail(409, kBusy);
        co_return;
    }
    const Result<> removed =
        co_await parts.api.actions.remove(conversation->session(), actorOf(*exchange));
    if (removed)
        exchange->sendJson(200, QJsonObject{{u"status"_s, u"ok"_s}});
    else
        answerWithError(*exchange, removed.error());
}

QJsonObject configJson(const ToldSession &conversation, const SessionRecord &record)
{
    const SessionOptions &options = record.options;
    const QJsonObject chat{{u"name"_s, options.title.isEmpty() ? conversation.id() : options.title},
                           {u"model"_s, modelOf(options)},
                           {u"stream"_s, true},
                           {u"interactive"_s, true},
                           {u"tools"_s, QJsonArray::fromStringList(options.tools)},
                           {u"tool_format"_s, u"markdown"_s},
                           {u"workspace"_s, kWorkspace}};
    return {{u"chat"_s, chat},
            {u"env"_s, QJsonObject()},
            {u"mcp"_s, QJsonObject{{u"enabled"_s, false},
                                   {u"auto_start"_s, false},
                                   {u"servers"_s, QJsonArray()}}}};
}

void showConfig(const GptmeParts &parts, const ExchangePtr &exchange)
{
    const auto found = requestedConversation(parts, exchange);
    if (!found)
        return;
    if (const auto record = parts.api.registry.record(found->session()))
        exchange->sendJson(200, configJson(*found, *record));
}

/// Its name and model are what can be changed of a session of ours; the rest is taken as it is.
QCoro::Task<Result<>> applyConfig(GptmeParts parts, SessionRecord record, QJsonObject chat,
                                  QString actor)
{
    SessionOverrides wishes;
    wishes.model = modelNamed(parts, chat["model"_L1].toString());
    const SessionOptions changed = parts.api.changed(record.options, wishes);
    if (const auto misfits = parts.api.changeMisfits(record.options, changed); !misfits.isEmpty())
        co_return fail(Errc::InvalidArgument, misfits.constFirst().reason);
    const auto taken = co_await parts.api.actions.change(record.id, changed, actor);
    if (!taken)
        co_return fail(taken.error());
    const QString title = chat["name"_L1].toString().trimmed().left(200);
    if (title.isEmpty() || title == record.options.title)
        co_return Result<>();
    const auto renamed = co_await parts.api.actions.rename(record.id, title, actor);
    co_return renamed ? Result<>() : fail(renamed.error());
}

QCoro::Task<> changeConfig(GptmeParts parts, ExchangePtr exchange)
{
    const auto found = requestedConversation(parts, exchange);
    if (!found)
        co_return;
    GptmeBody body(*exchange);
    const QJsonObject chat = body.object(u"chat"_s).value_or(QJsonObject());
    const auto before = parts.api.registry.record(found->session());
    if (body.refused(*exchange) || !before)
        co_return;
    if (found->isBusy()) {
        exchange->fail(409, kBusy);
        co_return;
    }
    const Result<> applied = co_await applyConfig(parts, *before, chat, actorOf(*exchange));
    const auto after = parts.api.registry.record(found->session());
    if (!applied || !after) {
        answerWithError(*exchange, applied ? after.error() : applied.error());
        co_return;
    }
    exchange->sendJson(200,
                       QJsonObject{{u"status"_s, u"ok"_s},
                                   {u"message"_s, u"Chat config updated"_s},
                                   {u"config"_s, configJson(*found, *after)},
                                   {u"tools"_s, QJsonArray::fromStringList(after->options.tools)}});
}

} // namespace

void addConversationRoutes(Router &router, const GptmeParts &parts)
{
    const QByteArray one = "/api/v2/conversations/<arg>";
    const auto lists = std::make_shared<ConversationList>(parts);
    router.on("GET", "/api/v2/conversations", [lists](const ExchangePtr &e) { lists->show(*e); });
    router.on("PUT", one, launching(parts, putConversation), kLargestBody);
    router.on("GET", one, [parts](const ExchangePtr &e) { showConversation(parts, e); });
    router.on("POST", one, launching(parts, addMessage), kLargestBody);
    router.on("DELETE", one, launching(parts, removeConversation));
    router.on("GET", one + "/config", [parts](const ExchangePtr &e) { showConfig(parts, e); });
    router.on("PATCH", one + "/config", launching(parts, changeConfig));
}

} // namespace pilothouse
