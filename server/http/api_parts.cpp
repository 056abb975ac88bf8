#include "http/api_parts.h"

#include "exchange/error_answer.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

SessionId sessionOf(const ExchangePtr &exchange)
{
    return SessionId{exchange->argument(0)};
}

std::optional<SessionRecord> requestedSession(const ExchangePtr &exchange, const ApiParts &parts)
{
    auto session = parts.registry.record(sessionOf(exchange));
    if (!session) {
        answerError(*exchange, session.error());
        return std::nullopt;
    }
    return *std::move(session);
}

QString actorOf(const Exchange &exchange)
{
    const QByteArray &principal = exchange.principal();
    const QString who = principal.isEmpty() ? u"anonymous"_s : QString::fromUtf8(principal);
    if (exchange.path().startsWith("/api/v2/"))
        return who + u" (gptme)"_s;
    return exchange.path().startsWith("/v1/") ? who + u" (OpenAI)"_s : who;
}

std::optional<qint64> queryNumber(const ExchangePtr &exchange, const QString &name, qint64 fallback,
                                  qint64 least, qint64 most)
{
    const std::optional<QString> given = exchange->queryValue(name);
    if (!given)
        return fallback;
    bool isNumber = false;
    const qint64 number = given->toLongLong(&isNumber);
    if (isNumber && number >= least && number <= most)
        return number;
    const QString message = u"Input should be an integer between %1 and %2"_s.arg(least).arg(most);
    answerInvalid(*exchange, {u"query"_s, name}, message, u"int_parsing"_s);
    return std::nullopt;
}

} // namespace pilothouse
