#pragma once

#include "core/result.h"
#include "sandbox/descriptor.h"

namespace pilothouse {

/// A pipe to or from a child process: both ends are numbered above 9, where no dup2() to a child's
/// number can hit them, and closed on exec.
struct Pipe
{
    Descriptor reader;
    Descriptor writer;

    /// Unavailable: no more descriptors may be opened.
    static Result<Pipe> open();
};

} // namespace pilothouse
