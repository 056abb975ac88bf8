#pragma once

#include "gptme/gptme_parts.h"

namespace pilothouse {

/// The routes by which a conversation goes on: its stream, steps, answers to calls, interrupts.
void addTalkRoutes(Router &router, const GptmeParts &parts);

} // namespace pilothouse
