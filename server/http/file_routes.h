#pragma once

#include "http/api_parts.h"
#include "store/audit_log.h"

namespace pilothouse {

/// GET, PUT and DELETE /sessions/{id}/files/{path}: the session's home folder. `desktop` says where
/// the homes are.
void addFileRoutes(Router &router, const ApiParts &parts, const DesktopConfig &desktop);

} // namespace pilothouse
