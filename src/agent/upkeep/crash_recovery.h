#pragma once

#include "agent/session.h"

namespace pilothouse {

/// Closes the runs that a crash left open: open calls get an answer, the run ends as interrupted,
/// the conversation can go on. Returns how many. To be called once, before any session is opened.
/// `desktopsMayLive`: they are on other machines, and so may have outlived the server. Errors:
/// those of the store.
QCoro::Task<Result<int>> closeOpenRuns(SessionParts parts, bool desktopsMayLive = false);

} // namespace pilothouse
