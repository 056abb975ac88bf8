#pragma once

#include "http/api_parts.h"
#include "store/audit_log.h"

namespace pilothouse {

/// GET, PUT and DELETE /sessions/{id}/files/{path}: the session's home folder.
void addFileRoutes(Router &router, const ApiParts &parts);

/// Answers with a file of a session's home, or the part of it that is asked for, under `name`.
void sendHomeFile(const ExchangePtr &exchange, const HomeContent &content, const QString &name,
                  const HttpFields &extraFields = {});

} // namespace pilothouse
