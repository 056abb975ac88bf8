#pragma once

#include "model/messages.h"

namespace pilothouse {

/// The `tools` of a request to the Responses API as JSON text, the same bytes for the same
/// arguments: OpenAI's computer tool where the dialect is that one, all others as functions that
/// take exactly what they say (strict). There every argument is required: one that may be left out
/// may be null. Source: OpenAI's guide to structured outputs.
QByteArray functionTools(const ModelRequest &request);

} // namespace pilothouse
