#pragma once

#include "core/config.h"

namespace pilothouse {

/// Sends Qt's log to stderr: "12:30:01.123 info store …" for people, or one JSON object a line.
/// Call once, first thing in main().
void startLogging(const LogConfig &config);

} // namespace pilothouse
