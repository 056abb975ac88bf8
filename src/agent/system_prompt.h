#pragma once

#include "core/places/coordinates.h"

namespace pilothouse {

/// The system prompt of a new session: resources/prompts/system.md with its facts filled in, and
/// `suffix` after it. It is stored with the session and never changes; no clock, no host name: a
/// changed prefix would void the model's thinking and the prompt cache.
QString systemPrompt(const PictureFrame &frame, const QString &suffix);

} // namespace pilothouse
