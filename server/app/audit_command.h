#pragma once

#include "app/options.h"

namespace pilothouse {

/// `pilothouse audit [SESSION] [--verify]`: prints who did what, of one session or of all, whether
/// the server runs or not. --verify checks that no row was changed or removed, and alone prints
/// that only. For people, or with --json one object a line. InvalidArgument: no id of a session;
/// one that is unknown has no entries. Corrupt: the chain is broken; the message says where. Else
/// as Database::openToRead().
Result<> showAudit(const Invocation &invocation);

} // namespace pilothouse
