#pragma once

#include "agent/session_registry.h"

namespace pilothouse {

/// [{"id", "tool", "action", "secrets", "by"}, …]
QByteArray grantsJson(const QList<GrantChanged> &grants);

/// A session as clients see it, one JSON object; the first six keys are the original server's.
/// What it says of the wheel and the desktop holds for one that is not open.
QByteArray sessionJson(const SessionRecord &session);
/// The same of a session as it is at this moment.
QByteArray sessionJson(const SessionRecord &session, const SessionRegistry &registry);

} // namespace pilothouse
