#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// What the desktop shows now, and stored pictures by their hash.
void addPictureRoutes(Router &router, const ApiParts &parts);

/// Answers with a stored picture, smaller if ?scale= says so.
QCoro::Task<> sendPicture(ApiParts parts, ExchangePtr exchange, BlobHash hash);

} // namespace pilothouse
