#pragma once

#include "store/session_store.h"

namespace pilothouse {

/// [{"id", "tool", "action", "secrets", "by"}, …]
QByteArray grantsJson(const QList<GrantChanged> &grants);

/// A session as clients see it, one JSON object; the first six keys are the original server's.
/// `personSteers`: a person has its wheel.
QByteArray sessionJson(const SessionRecord &session, bool personSteers = false);

} // namespace pilothouse
