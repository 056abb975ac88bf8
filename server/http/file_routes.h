#pragma once

#include "http/api_parts.h"
#include "store/audit_log.h"

namespace pilothouse {

/// What the files need besides ApiParts.
struct FileParts
{
    AuditLog &audit; ///< outlives the routes
    DesktopConfig desktop;
};

/// GET, PUT and DELETE /sessions/{id}/files/{path}: the session's home folder.
void addFileRoutes(Router &router, const ApiParts &parts, const FileParts &files);

/// The largest body for a request, in bytes: a file may be larger than other bodies, which may have
/// `otherwise`.
qint64 bodyLimitOf(const HttpHead &head, qint64 otherwise);

} // namespace pilothouse
