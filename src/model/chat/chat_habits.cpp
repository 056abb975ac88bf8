#include "model/chat/chat_habits.h"

#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

bool ChatHabits::learnFrom(const Error &error)
{
    if (error.code != Errc::InvalidArgument)
        return false;
    const auto names = [&error](QLatin1StringView field) {
        return error.message.contains(field, Qt::CaseInsensitive);
    };
    if (takesMaxTokens && names("max_completion_tokens"_L1))
        return std::exchange(takesMaxTokens, false);
    if (takesStreamOptions && names("stream_options"_L1))
        return std::exchange(takesStreamOptions, false);
    if (takesReasoning && names("reasoning"_L1) && !names("reasoning_effort"_L1))
        return std::exchange(takesReasoning, false);
    return false;
}

} // namespace pilothouse
