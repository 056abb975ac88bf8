#pragma once

#include "core/config.h"
#include "core/result.h"

namespace pilothouse {

/// `pilothouse token`: prints the server's access token on stdout, making one on first use.
/// Errors as openAccessToken().
Result<> printToken(const Config &config);

} // namespace pilothouse
