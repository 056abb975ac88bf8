#pragma once

#include "agent/session_options.h"
#include "exchange/body_reader.h"

namespace pilothouse {

/// The fields of POST /sessions/. What is wrong with them is in `body` afterwards.
SessionOverrides readOverrides(BodyReader &body);

} // namespace pilothouse
