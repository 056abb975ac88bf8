#include "http/element_routes.h"

#include "exchange/error_answer.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kNobodyLists = u"A person has the wheel: nobody looks at the desktop until they hand "
                             "it back."_s;

QJsonObject toJson(const ScreenElement &element)
{
    const QRect place = element.place;
    return {{u"key"_s, element.key},
            {u"role"_s, element.role},
            {u"name"_s, element.name},
            {u"value"_s, element.value},
            {u"states"_s, QJsonArray::fromStringList(element.states)},
            {u"place"_s, QJsonArray{place.x(), place.y(), place.width(), place.height()}},
            {u"window"_s, element.window}};
}

QJsonObject toJson(const ScreenElements &elements)
{
    QJsonArray rows;
    for (const ScreenElement &each : elements.all)
        rows.append(toJson(each));
    return {{u"elements"_s, rows}, {u"silent_programs"_s, elements.silentPrograms}};
}

QCoro::Task<> listElements(ApiParts parts, ExchangePtr exchange, std::stop_token stop)
{
    const auto session = requestedSession(exchange, parts);
    if (!session)
        co_return;
    const Session *open = parts.registry.find(session->id);
    if (open == nullptr || !open->hasDesktop()) {
        answerError(*exchange, noDesktop());
        co_return;
    }
    if (parts.registry.personSteers(session->id)) {
        exchange->fail(409, kNobodyLists);
        co_return;
    }
    const Result<ScreenElements> found = co_await open->elements(stop);
    if (!found)
        answerError(*exchange, found.error());
    else if (parts.registry.personSteers(session->id)) // since a moment ago
        exchange->fail(409, kNobodyLists);
    else
        exchange->sendJson(200, toJson(*found));
}

} // namespace

void addElementRoutes(Router &router, const ApiParts &parts)
{
    router.on("GET", "/sessions/<arg>/elements", launching(parts, listElements));
}

} // namespace pilothouse
