#pragma once

#include <sys/types.h>

namespace pilothouse {

/// Enters all namespaces of `target`, in one call: the permission is judged once, by who we are
/// outside. One by one it fails, for bubblewrap nests two user namespaces. False: errno says why;
/// ESRCH: the sandbox is gone.
bool joinNamespaces(pid_t target);

} // namespace pilothouse
