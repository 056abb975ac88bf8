#pragma once

#include "sandbox/descriptor.h"

#include <stop_token>
#include <sys/stat.h>

namespace pilothouse {

/// Copies `size` bytes of `source`, which may shrink meanwhile, to the new file `target`; holes
/// stay holes. False: errno says why, or it was stopped (EINTR).
bool copyFile(const Descriptor &source, const Descriptor &target, off_t size,
              const std::stop_token &stop);

} // namespace pilothouse
