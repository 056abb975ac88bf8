#pragma once

#include "core/ids.h"
#include "exchange/http_head.h"

namespace pilothouse {

/// Whether a VncSocket answers here: "/sessions/ID/vnc", with or without a slash at the end.
bool isVncPath(const HttpHead &head);

/// The ID in such a path.
SessionId sessionOfVncPath(const HttpHead &head);

} // namespace pilothouse
