#include "model/stop_reason.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

StopAction stopActionFor(const QString &stopReason)
{
    static const QHash<QString, StopAction> actions{
        {u"end_turn"_s, StopAction::Done},
        {u"stop_sequence"_s, StopAction::Done},
        {u"tool_use"_s, StopAction::RunTools},
        {u"max_tokens"_s, StopAction::RaiseLimit},
        {u"pause_turn"_s, StopAction::Resend},
        {u"compaction"_s, StopAction::Resend},
        {u"refusal"_s, StopAction::Refused},
        {u"model_context_window_exceeded"_s, StopAction::ContextFull},
    };
    return actions.value(stopReason, StopAction::Unknown);
}

} // namespace pilothouse
