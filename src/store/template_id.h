#pragma once

#include "core/ids.h"

namespace pilothouse {

/// A task that is kept to be begun again: a random UUID.
using TemplateId = Id<struct TemplateTag>;

} // namespace pilothouse
