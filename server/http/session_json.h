#pragma once

#include "store/session_store.h"

namespace pilothouse {

/// The session object as clients see it, from what is stored: id, created_at, updated_at, status,
/// title, provider, model, approval, display size, screenshot settings, usage, cost_usd, last_seq.
QJsonObject sessionJson(const SessionRecord &session);

} // namespace pilothouse
