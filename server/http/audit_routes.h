#pragma once

#include "http/api_parts.h"

namespace pilothouse {

/// GET /audit: who did what, page by page. {"entries": […], "last_seq": N, "more": bool}.
void addAuditRoutes(Router &router, const ApiParts &parts);

} // namespace pilothouse
