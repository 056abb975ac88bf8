#include "http/egress_routes.h"

#include "exchange/body_reader.h"
#include "exchange/error_answer.h"
#include "feed/session_json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestEntry = 300; // characters

QCoro::Task<> allowHost(ApiParts parts, ExchangePtr exchange)
{
    BodyReader body(*exchange);
    const QString host = body.requiredText(u"host"_s, kLongestEntry);
    if (const auto entry = allowedHost(host); body.isGood() && !entry)
        body.refuse(u"host"_s, entry.error().message, u"value_error"_s);
    if (!body.isGood()) {
        body.answer(*exchange);
        co_return;
    }
    const auto isNew =
        co_await parts.actions.allowHost(sessionOf(exchange), host, actorOf(*exchange));
    if (!isNew) {
        answerError(*exchange, isNew.error());
        co_return;
    }
    if (const auto session = requestedSession(exchange, parts))
        exchange->sendJsonText(*isNew ? 201 : 200, sessionJson(*session, parts.registry));
}

} // namespace

void addEgressRoutes(Router &router, const ApiParts &parts)
{
    router.on("POST", "/sessions/<arg>/egress/hosts", launching(parts, allowHost));
}

} // namespace pilothouse
