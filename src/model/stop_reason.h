#pragma once

#include <QString>

namespace pilothouse {

/// What the caller of ModelClient does after a reply. Source: the model API's stop reasons; what
/// other servers say in their place, or leave out, is taken for the one it means.
enum class StopAction {
    Done,        ///< end_turn, stop_sequence, none; calls that such a reply holds are carried out
    RunTools,    ///< tool_use; a reply without a call is complete all the same
    RaiseLimit,  ///< max_tokens: the reply is cut off; run none of its calls
    Resend,      ///< pause_turn, compaction: send again with the reply appended
    Refused,     ///< refusal: show it, store no block of it, do not go on
    ContextFull, ///< model_context_window_exceeded
    Unknown,     ///< any other: stop and show it
};

StopAction stopActionFor(const QString &stopReason);

} // namespace pilothouse
