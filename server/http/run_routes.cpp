#include "http/run_routes.h"

#include "exchange/body_reader.h"
#include "exchange/error_answer.h"
#include "feed/session_json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestMessage = 1'000'000; // characters
constexpr int kLongestKey = 1000;
constexpr qint64 kLargestMessage = 32 * 1024 * 1024; // with its pictures

/// The session as it is after `done`, or why it was not.
void answerWithSession(const ApiParts &parts, const ExchangePtr &exchange, int status,
                       const Result<> &done)
{
    if (!done) {
        answerError(*exchange, done.error());
        return;
    }
    if (const auto session = requestedSession(exchange, parts))
        exchange->sendJsonText(status, sessionJson(*session, parts.registry));
}

QList<QByteArray> picturesIn(BodyReader &body)
{
    const auto files = sentFiles(body.all().value("images"_L1));
    if (!files)
        body.refuse(u"images"_s, files.error().message, u"value_error"_s);
    return files.value_or(QList<QByteArray>());
}

QCoro::Task<> sendMessage(ApiParts parts, ExchangePtr exchange)
{
    BodyReader body(*exchange);
    const QList<QByteArray> pictures = picturesIn(body);
    const QString message = pictures.isEmpty()
                                ? body.requiredText(u"message"_s, kLongestMessage)
                                : body.text(u"message"_s, kLongestMessage).value_or(QString());
    const QString key = body.text(u"api_key"_s, kLongestKey).value_or(QString());
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const Result<> stored = co_await parts.actions.submit(sessionOf(exchange), message, key,
                                                          actorOf(*exchange), pictures);
    if (!stored && stored.error().code == Errc::InvalidArgument) {
        answerInvalid(*exchange, {u"body"_s, u"images"_s}, stored.error().message);
        co_return;
    }
    answerWithSession(parts, exchange, 202, stored);
}

QCoro::Task<> resumeRun(ApiParts parts, ExchangePtr exchange)
{
    BodyReader body(*exchange);
    const QString key = body.text(u"api_key"_s, kLongestKey).value_or(QString());
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const Result<> stored =
        co_await parts.actions.resume(sessionOf(exchange), key, actorOf(*exchange));
    answerWithSession(parts, exchange, 202, stored);
}

QCoro::Task<> decideApproval(ApiParts parts, ExchangePtr exchange)
{
    BodyReader body(*exchange);
    const auto word = body.choice(u"decision"_s, {u"allow"_s, u"deny"_s, u"edit"_s});
    if (body.isGood() && !word)
        body.refuse(u"decision"_s, u"Field required"_s, u"missing"_s);
    ApprovalDecided decision;
    decision.toolUseId = exchange->argument(1);
    decision.decision = decisionFrom(word.value_or(QString())).value_or(Decision::Deny);
    decision.note = body.text(u"note"_s, 10'000).value_or(QString());
    decision.input = body.object(u"input"_s).value_or(QJsonObject());
    decision.remember = body.flag(u"remember"_s).value_or(false);
    if (body.isGood() && decision.decision == Decision::Edit && decision.input.isEmpty())
        body.refuse(u"input"_s, u"Field required with the decision edit"_s, u"missing"_s);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const Result<> stored =
        co_await parts.actions.decide(sessionOf(exchange), decision, actorOf(*exchange));
    answerWithSession(parts, exchange, 200, stored);
}

} // namespace

void addRunRoutes(Router &router, const ApiParts &parts)
{
    router.on("POST", "/sessions/<arg>/messages", launching(parts, sendMessage), kLargestMessage);
    router.on("POST", "/sessions/<arg>/interrupt", [parts](const ExchangePtr &e) {
        answerWithSession(parts, e, 202, parts.actions.interrupt(sessionOf(e), actorOf(*e)));
    });
    router.on("POST", "/sessions/<arg>/pause", [parts](const ExchangePtr &e) {
        answerWithSession(parts, e, 202, parts.actions.pause(sessionOf(e), actorOf(*e)));
    });
    router.on("POST", "/sessions/<arg>/resume", launching(parts, resumeRun));
    router.on("POST", "/sessions/<arg>/approvals/<arg>", launching(parts, decideApproval));
}

} // namespace pilothouse
