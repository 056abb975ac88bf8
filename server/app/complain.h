#pragma once

#include "core/result.h"

namespace pilothouse {

/// Says on stderr what went wrong; the detail goes to the log. Returns `exitCode`.
int complain(const Error &error, int exitCode = 1);

/// The failure, named by the flags that would change it: "--database-url: The disk is full.". The
/// rooms below name none, for most who read what they say never typed one.
Failure failAt(const QString &flags, Error error);

} // namespace pilothouse
