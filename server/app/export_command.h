#pragma once

#include "app/options.h"

namespace pilothouse {

/// `pilothouse export SESSION FILE`: writes a session into a file, as GET /sessions/{id}/export
/// does, whether the server runs or not. Nothing but the file is changed; it is there whole or not
/// at all. InvalidArgument: neither the file's ending nor --format says which form. NotFound: no
/// such session. Io: the file cannot be written. Else as Database::openToRead().
Result<> exportSession(const Invocation &invocation);

} // namespace pilothouse
