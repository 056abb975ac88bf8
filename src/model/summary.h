#pragma once

#include <QStringView>

/// The words with which a conversation that has outgrown its request goes on from a summary. In
/// square brackets, like every note that is not the user's (docs/decisions/0031).
namespace pilothouse {

/// Added as the last text of the outgrown conversation: the model's reply is the summary.
inline constexpr QStringView kSummaryOrder =
    u"[Summarise this conversation now, for yourself: it has grown beyond what one request may "
    "hold, and you will go on from your summary alone. Call no tool. Write down what the user "
    "asked for and every condition they set, in their words; what has been done and found out, "
    "with exact names, paths, addresses and values; what the screen shows and which programs "
    "run; what remains to be done, and how.]";

/// The first text of the conversation that goes on; the summary follows as a text of its own.
inline constexpr QStringView kSummaryFollows =
    u"[The conversation so far was replaced by this summary, which you wrote. Look at the screen "
    "before you go on.]";

} // namespace pilothouse
