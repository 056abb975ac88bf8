#include "store/event.h"

#include "core/enum_names.h"
#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// In the order of EventBody's alternatives. These names are in people's databases: never change.
constexpr std::array kKinds = {
    "user_message"_L1,       "run_started"_L1,      "model_block"_L1,
    "turn_ended"_L1,         "tool_started"_L1,     "tool_result"_L1,
    "approval_requested"_L1, "approval_decided"_L1, "status_changed"_L1,
    "control_changed"_L1,    "title_changed"_L1,    "conversation_summarised"_L1,
    "run_ended"_L1,          "egress_denied"_L1,    "egress_allowed"_L1,
    "reply_stopped"_L1,      "settings_changed"_L1, "grant_changed"_L1,
    "desktop_given_up"_L1,   "forked"_L1,           "files_restored"_L1};
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
                                   "title_changed"_L1,
                                   "summary"_L1,
                                   ""_L1,
                                   "egress_denied"_L1,
                                   "egress_allowed"_L1,
                                   "reply_stopped"_L1,
                                   "settings_changed"_L1,
                                   "grant_changed"_L1,
                                   "desktop_given_up"_L1,
                                   "forked"_L1,
                                   "files_restored"_L1};
static_assert(kKinds.size() == std::variant_size_v<EventBody>);
static_assert(kWireTypes.size() == std::variant_size_v<EventBody>);

constexpr std::array kStatuses{EnumName{SessionStatus::Active, "active"_L1},
                               EnumName{SessionStatus::Running, "running"_L1},
                               EnumName{SessionStatus::AwaitingApproval, "awaiting_approval"_L1},
                               EnumName{SessionStatus::Paused, "paused"_L1},
                               EnumName{SessionStatus::Completed, "completed"_L1},
                               EnumName{SessionStatus::Error, "error"_L1},
                               EnumName{SessionStatus::Cancelled, "cancelled"_L1},
                               EnumName{SessionStatus::Interrupted, "interrupted"_L1},
                               EnumName{SessionStatus::Finished, "finished"_L1}};
constexpr std::array kDecisions{EnumName{Decision::Allow, "allow"_L1},
                                EnumName{Decision::Deny, "deny"_L1},
                                EnumName{Decision::Edit, "edit"_L1}};
constexpr std::array kOutcomes{EnumName{RunOutcome::Completed, "completed"_L1},
                               EnumName{RunOutcome::Error, "error"_L1},
                               EnumName{RunOutcome::Interrupted, "interrupted"_L1},
                               EnumName{RunOutcome::Budget, "budget"_L1},
                               EnumName{RunOutcome::Paused, "paused"_L1},
                               EnumName{RunOutcome::Cancelled, "cancelled"_L1}};

QString blockType(const ModelBlock &block)
{
    const Result<QJsonObject> json = parseJsonObject(block.raw);
    const QString type = json ? json->value("type"_L1).toString() : QString();
    const bool known = type == "text"_L1 || type == "thinking"_L1 || type == "tool_use"_L1;
    return known ? type : u"block"_s;
}

} // namespace

const QList<ImageRef> *imagesIn(const EventBody &body)
{
    if (const auto *message = std::get_if<UserMessage>(&body))
        return &message->images;
    const auto *result = std::get_if<ToolResult>(&body);
    return result ? &result->images : nullptr;
}

QList<ImageRef> *imagesIn(EventBody &body)
{
    return const_cast<QList<ImageRef> *>(imagesIn(std::as_const(body)));
}

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

QString Grant::id() const
{
    QStringList parts{tool, action};
    if (!secrets.isEmpty())
        parts.append(secrets.join(u'+'));
    return parts.join(u':');
}

QString name(SessionStatus status)
{
    return nameIn(kStatuses, status);
}

std::optional<SessionStatus> sessionStatusFrom(const QString &name)
{
    return valueIn(kStatuses, name);
}

QString name(Decision decision)
{
    return nameIn(kDecisions, decision);
}

std::optional<Decision> decisionFrom(const QString &name)
{
    return valueIn(kDecisions, name);
}

QString name(RunOutcome outcome)
{
    return nameIn(kOutcomes, outcome);
}

std::optional<RunOutcome> runOutcomeFrom(const QString &name)
{
    return valueIn(kOutcomes, name);
}

} // namespace pilothouse
