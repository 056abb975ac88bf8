#pragma once

#include "http/api_parts.h"
#include "sandbox/session_files.h"
#include "store/audit_log.h"

namespace pilothouse {

/// GET, PUT and DELETE /sessions/{id}/files/{path}: the session's home folder. `desktop` says where
/// the homes are.
void addFileRoutes(Router &router, const ApiParts &parts, const DesktopConfig &desktop);

/// Answers with a file of a session's home, or the part of it that is asked for, under `name`.
void sendHomeFile(const ExchangePtr &exchange, const HomeItem &item, const QString &name,
                  const HttpFields &extraFields = {});

} // namespace pilothouse
