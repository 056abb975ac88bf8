#pragma once

#include "core/call_action.h"

namespace pilothouse {

/// What a call of one of our own tools does, in words for people; empty: it is another tool. Pure.
QString ownCallWords(const QString &tool, const CallAction &facts);

/// "5 characters"
QString characters(const CallAction &facts);
/// "type 5 characters and the secret PASS"
QString aboutTyping(const CallAction &facts);

} // namespace pilothouse
