#include "gptme/file_routes.h"

#include "gptme/request_body.h"
#include "http/picture_form.h"

#include <QCoroFuture>
#include <QtConcurrent>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kUsualQuality = 75;

/// The desktop that was used last and that no person steers. The page's panel knows of one alone.
const Session *latestDesktop(const SessionRegistry &registry)
{
    const Session *latest = nullptr;
    for (const SessionId &id : registry.openSessions()) {
        const Session *session = registry.find(id);
        const bool isSeen = session && session->display() != nullptr && !registry.personSteers(id);
        if (isSeen && (latest == nullptr || latest->lastUse() < session->lastUse()))
            latest = session;
    }
    return latest;
}

void showStatus(const GptmeParts &parts, const ExchangePtr &exchange)
{
    const bool isThere = latestDesktop(parts.api.registry) != nullptr;
    exchange->sendJson(
        200, QJsonObject{{u"screenshot_available"_s, isThere},
                         {u"system"_s, u"Linux"_s},
                         {u"display"_s, isThere ? QJsonValue(u"virtual"_s) : QJsonValue()},
                         {u"backends"_s, QJsonObject{{u"pilothouse"_s, isThere}}}});
}

QCoro::Task<> showScreen(GptmeParts parts, ExchangePtr exchange, std::stop_token stop)
{
    bool isNumber = true;
    const auto asked = exchange->queryValue(u"quality"_s);
    const int quality = asked ? asked->toInt(&isNumber) : kUsualQuality;
    if (!isNumber || quality < 1 || quality > 100) {
        exchange->fail(400, u"quality must be a number from 1 to 100"_s);
        co_return;
    }
    const Session *session = latestDesktop(parts.api.registry);
    if (session == nullptr) {
        exchange->fail(503, u"No desktop is running, or a person steers it"_s);
        co_return;
    }
    const SessionId id = session->id();
    const Result<QImage> screen = co_await session->display()->capture(true, stop);
    if (!screen || parts.api.registry.personSteers(id)) {
        exchange->fail(503, screen ? u"A person steers the desktop"_s : screen.error().message);
        co_return;
    }
    const PictureForm form{.jpeg = true, .quality = quality};
    const QByteArray bytes = co_await QtConcurrent::run(encodePicture, *screen, form);
    const HttpFields fields = HttpFields()
                              << std::pair("cache-control", "no-store")
                              << std::pair("cross-origin-resource-policy", "same-site");
    exchange->send(200, bytes, "image/jpeg", fields);
}

} // namespace

void addComputerRoutes(Router &router, const GptmeParts &parts)
{
    router.on("GET", "/api/v2/computer/status",
              [parts](const ExchangePtr &e) { showStatus(parts, e); });
    router.on("GET", "/api/v2/computer/screenshot", launching(parts, showScreen));
}

} // namespace pilothouse
