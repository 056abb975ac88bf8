#include "http/control_routes.h"

#include "exchange/body_reader.h"
#include "exchange/error_answer.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestViewer = 100; // characters
constexpr int kLongestName = 100;

QString viewerOf(const ExchangePtr &exchange)
{
    return exchange->queryValue(u"viewer").value_or(QString());
}

/// The wheel as it is after `done`, or why it was not.
void answerWithWheel(const ApiParts &parts, const ExchangePtr &exchange, const QString &viewer,
                     const Result<> &done)
{
    if (!done)
        return answerError(*exchange, done.error());
    const SessionId id = sessionOf(exchange);
    const Session *session = parts.registry.find(id);
    QJsonObject state = parts.registry.wheelState(id);
    state.insert(u"mine"_s, session && session->wheel().isHeldBy(viewer));
    exchange->sendJson(200, state, {{"cache-control", "no-store"}});
}

void showWheel(const ApiParts &parts, const ExchangePtr &exchange)
{
    if (requestedSession(exchange, parts))
        answerWithWheel(parts, exchange, viewerOf(exchange), {});
}

void takeWheel(const ApiParts &parts, const ExchangePtr &exchange)
{
    BodyReader body(*exchange);
    const QString viewer = body.requiredText(u"viewer"_s, kLongestViewer);
    const QString name = body.text(u"name"_s, kLongestName).value_or(QString());
    if (!body.isGood())
        return body.answer(*exchange);
    answerWithWheel(parts, exchange, viewer,
                    parts.actions.takeWheel(sessionOf(exchange),
                                            {.viewer = viewer, .name = name.trimmed()},
                                            actorOf(*exchange)));
}

void handWheelBack(const ApiParts &parts, const ExchangePtr &exchange)
{
    const SessionId id = sessionOf(exchange);
    const QString viewer = viewerOf(exchange);
    const bool force = exchange->queryValue(u"force") == u"true"_s;
    answerWithWheel(parts, exchange, viewer,
                    force ? parts.actions.takeWheelAway(id, actorOf(*exchange))
                          : parts.actions.handBackWheel(id, viewer, actorOf(*exchange)));
}

} // namespace

void addControlRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/sessions/<arg>/control",
              [parts](const ExchangePtr &e) { showWheel(parts, e); });
    router.on("POST", "/sessions/<arg>/control",
              [parts](const ExchangePtr &e) { takeWheel(parts, e); });
    router.on("DELETE", "/sessions/<arg>/control",
              [parts](const ExchangePtr &e) { handWheelBack(parts, e); });
}

} // namespace pilothouse
