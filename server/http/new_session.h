#pragma once

#include "agent/session_wishes.h"
#include "exchange/body_reader.h"

namespace pilothouse {

/// The fields of POST /sessions/. What is wrong with them is in `body` afterwards.
SessionWishes readWishes(BodyReader &body);

} // namespace pilothouse
