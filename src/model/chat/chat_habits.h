#pragma once

#include "core/result.h"

namespace pilothouse {

/// What a server of chat completions has refused, and so is not sent to it any more: the dialect
/// has grown by fields that not every server knows.
struct ChatHabits
{
    bool takesReasoning = true;     ///< of earlier replies
    bool takesStreamOptions = true; ///< without, nobody counts tokens
    bool takesMaxTokens = true;     ///< false: OpenAI's newer name for it

    /// Whether `error` is about one of these that was still sent; then it is no more.
    bool learnFrom(const Error &error);
};

} // namespace pilothouse
