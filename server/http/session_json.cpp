#include "http/session_json.h"

#include "core/clock.h"

#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

QJsonObject sessionJson(const SessionRecord &session)
{
    const SessionOptions &options = session.options;
    return {{u"id"_s, session.id.value},
            {u"created_at"_s, isoTime(session.createdAt)},
            {u"updated_at"_s, isoTime(session.updatedAt)},
            {u"status"_s, name(session.status)},
            {u"title"_s, options.title},
            {u"provider"_s, options.provider},
            {u"model"_s, options.model},
            {u"approval"_s, name(options.approval)},
            {u"width"_s, options.displaySize.width()},
            {u"height"_s, options.displaySize.height()},
            {u"store_screenshots"_s, options.storeScreenshots},
            {u"screenshot_scale"_s, options.screenshotScale},
            {u"screenshot_quality"_s, options.screenshotQuality},
            {u"usage"_s, toJson(session.usage)},
            {u"cost_usd"_s, std::isfinite(session.costUsd) ? session.costUsd : 0},
            {u"last_seq"_s, session.lastSeq}};
}

} // namespace pilothouse
