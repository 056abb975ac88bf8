#include "http/event_routes.h"

#include "exchange/error_answer.h"
#include "http/event_stream.h"
#include "http/page_json.h"

#include <algorithm>
#include <limits>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// {"events": […], "last_seq": N, "more": bool}; go on with ?after=N.
void sendPage(const ApiParts &parts, const ExchangePtr &exchange, const SessionId &session,
              EventSeq after)
{
    const auto limit = queryNumber(exchange, u"limit"_s, 200, 1, 1000);
    if (!limit)
        return;
    const auto events = parts.journal.events(session, after, static_cast<int>(*limit) + 1);
    if (!events) {
        answerError(*exchange, events.error());
        return;
    }
    exchange->sendJsonText(200,
                           pageJson("events", *events, after, static_cast<int>(*limit), wireJson));
}

// A reconnecting browser says where it was in a header; that is later than what the URL says.
std::optional<EventSeq> startOf(const ExchangePtr &exchange)
{
    bool isNumber = false;
    const EventSeq last = exchange->head().value("last-event-id").toLongLong(&isNumber);
    if (isNumber && last >= 0)
        return last;
    return queryNumber(exchange, u"after"_s, 0, 0, std::numeric_limits<qint64>::max());
}

/// What the clients of all streams share.
struct Streaming
{
    explicit Streaming(const Credentials &some) : credentials(some) {}

    const Credentials &credentials;
    EventTexts texts;
};

void showEvents(const ApiParts &parts, Streaming &streaming, const ExchangePtr &exchange)
{
    const auto session = requestedSession(exchange, parts);
    if (!session)
        return;
    const std::optional<EventSeq> after = startOf(exchange);
    if (!after)
        return;
    if (exchange->queryValue(u"format"_s) == u"json"_s)
        sendPage(parts, exchange, session->id, *after);
    else
        EventStream::start(exchange,
                           {parts.feed, parts.journal, streaming.credentials, parts.clock,
                            parts.pace, streaming.texts},
                           session->id, std::min(*after, session->lastSeq)); // as EventSocket does
}

} // namespace

void addEventRoutes(Router &router, const ApiParts &parts, const Credentials &credentials)
{
    const auto streaming = std::make_shared<Streaming>(credentials);
    router.on("GET", "/sessions/<arg>/events",
              [parts, streaming](const ExchangePtr &e) { showEvents(parts, *streaming, e); });
}

} // namespace pilothouse
