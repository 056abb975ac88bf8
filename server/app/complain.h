#pragma once

#include "core/result.h"

namespace pilothouse {

/// Says on stderr what went wrong; the detail goes to the log. Returns `exitCode`.
int complain(const Error &error, int exitCode = 1);

} // namespace pilothouse
