#pragma once

#include "http/stored_screenshots.h"

#include <QJsonObject>

namespace pilothouse {

/// A row of GET /sessions/{id}/messages as the original server had it: {"id", "session_id",
/// "content" (JSON in a string), "created_at"}. The content of a tool's result has its picture as
/// "screenshot", base64, if it is among `screenshots`. Nothing: this event is no message.
std::optional<QJsonObject> messageJson(const Event &event, const Screenshots &screenshots);

} // namespace pilothouse
