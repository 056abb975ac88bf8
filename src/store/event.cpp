#include "store/event.h"

#include "core/json.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// In the order of EventBody's alternatives. These names are in people's databases: never change.
constexpr std::array kKinds = {"user_message"_L1,
                               "run_started"_L1,
                               "model_block"_L1,
                               "turn_ended"_L1,
                               "tool_started"_L1,
                               "tool_result"_L1,
                               "approval_requested"_L1,
                               "approval_decided"_L1,
                               "status_changed"_L1,
                               "control_changed"_L1,
                               "conversation_summarised"_L1,
                               "run_ended"_L1};
// The same order. What depends on the event's content is empty and decided below.
constexpr std::array kWireTypes = {"user"_L1,
                                   "status"_L1,
                                   ""_L1,
                                   "usage"_L1,
                                   "tool_started"_L1,
                                   "tool_result"_L1,
                                   "approval_request"_L1,
                                   "approval_decision"_L1,
                                   "status"_L1,
                                   "control"_L1,
                                   "summary"_L1,
                                   ""_L1};
static_assert(kKinds.size() == std::variant_size_v<EventBody>);
static_assert(kWireTypes.size() == std::variant_size_v<EventBody>);

QString blockType(const ModelBlock &block)
{
    const Result<QJsonObject> json = parseJsonObject(block.raw);
    const QString type = json ? json->value("type"_L1).toString() : QString();
    const bool known = type == "text"_L1 || type == "thinking"_L1 || type == "tool_use"_L1;
    return known ? type : u"block"_s;
}

} // namespace

QString kindOf(const EventBody &body)
{
    return kKinds.at(body.index());
}

QString wireType(const EventBody &body)
{
    if (const auto *block = std::get_if<ModelBlock>(&body))
        return blockType(*block);
    if (const auto *end = std::get_if<RunEnded>(&body))
        return end->outcome == RunOutcome::Error ? u"error"_s : u"completed"_s;
    return kWireTypes.at(body.index());
}

QString name(SessionStatus status)
{
    switch (status) {
    case SessionStatus::Active:
        return u"active"_s;
    case SessionStatus::Running:
        return u"running"_s;
    case SessionStatus::AwaitingApproval:
        return u"awaiting_approval"_s;
    case SessionStatus::Paused:
        return u"paused"_s;
    case SessionStatus::Completed:
        return u"completed"_s;
    case SessionStatus::Error:
        return u"error"_s;
    case SessionStatus::Cancelled:
        return u"cancelled"_s;
    case SessionStatus::Interrupted:
        return u"interrupted"_s;
    case SessionStatus::Finished:
        return u"finished"_s;
    }
    return u"error"_s;
}

std::optional<SessionStatus> sessionStatusFrom(const QString &text)
{
    for (const auto status :
         {SessionStatus::Active, SessionStatus::Running, SessionStatus::AwaitingApproval,
          SessionStatus::Paused, SessionStatus::Completed, SessionStatus::Error,
          SessionStatus::Cancelled, SessionStatus::Interrupted, SessionStatus::Finished})
        if (name(status) == text)
            return status;
    return std::nullopt;
}

QString name(Decision decision)
{
    switch (decision) {
    case Decision::Allow:
        return u"allow"_s;
    case Decision::Deny:
        return u"deny"_s;
    case Decision::Edit:
        return u"edit"_s;
    }
    return u"deny"_s;
}

QString name(RunOutcome outcome)
{
    switch (outcome) {
    case RunOutcome::Completed:
        return u"completed"_s;
    case RunOutcome::Error:
        return u"error"_s;
    case RunOutcome::Interrupted:
        return u"interrupted"_s;
    case RunOutcome::Budget:
        return u"budget"_s;
    case RunOutcome::Paused:
        return u"paused"_s;
    case RunOutcome::Cancelled:
        return u"cancelled"_s;
    }
    return u"error"_s;
}

} // namespace pilothouse
