#pragma once

#include "app/options.h"

namespace pilothouse {

/// `pilothouse migrate FROM TO`: copies the journal to an empty database of the other kind, tells
/// how far it is on standard error, and then what was copied and compared. Errors as
/// moveJournal().
Result<> migrateJournal(const Invocation &invocation);

} // namespace pilothouse
