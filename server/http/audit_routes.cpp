#include "http/audit_routes.h"

#include "exchange/error_answer.h"
#include "http/page_json.h"

#include <limits>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// What the query asks for; nothing: 422 was answered.
std::optional<AuditQuery> queryOf(const ExchangePtr &exchange)
{
    AuditQuery query;
    if (const auto session = exchange->queryValue(u"session"_s)) {
        query.session = sessionIdFrom(*session);
        if (!query.session) {
            answerInvalid(*exchange, {u"query"_s, u"session"_s},
                          u"Input should be the id of a session, a UUID"_s, u"uuid_parsing"_s);
            return std::nullopt;
        }
    }
    const auto after = queryNumber(exchange, u"after"_s, 0, 0, std::numeric_limits<qint64>::max());
    if (!after)
        return std::nullopt;
    const auto limit = queryNumber(exchange, u"limit"_s, 200, 1, 1000);
    if (!limit)
        return std::nullopt;
    query.after = *after;
    query.limit = static_cast<int>(*limit);
    return query;
}

void showAudit(const ApiParts &parts, const ExchangePtr &exchange)
{
    const std::optional<AuditQuery> query = queryOf(exchange);
    if (!query)
        return;
    const auto entries = parts.audit.entries(
        {.session = query->session, .after = query->after, .limit = query->limit + 1});
    if (!entries) {
        answerError(*exchange, entries.error());
        return;
    }
    exchange->sendJsonText(200,
                           pageJson("entries", *entries, query->after, query->limit, auditJson));
}

} // namespace

void addAuditRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/audit", [parts](const ExchangePtr &e) { showAudit(parts, e); });
}

} // namespace pilothouse
