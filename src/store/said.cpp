#include "store/said.h"

#include "core/json.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    QString operator()(const UserMessage &message) const { return message.text; }
    QString operator()(const ReplyStopped &reply) const { return reply.text; }
    QString operator()(const ApprovalDecided &decision) const
    {
        const bool byPerson = decision.by != "timeout"_L1 && decision.by != "policy"_L1;
        return byPerson ? decision.note : QString();
    }
    // The model's block has the command, too, but with what this event masks.
    QString operator()(const ToolStarted &started) const
    {
        const CallAction &action = started.action;
        return action.command.isEmpty() ? action.path : action.command;
    }
    QString operator()(const ModelBlock &block) const
    {
        const auto json = parseJsonObject(block.raw);
        const bool isText = json && json->value("type"_L1) == "text"_L1;
        return isText ? json->value("text"_L1).toString() : QString();
    }
    template <typename Other> QString operator()(const Other &) const { return {}; }
};

} // namespace

QString wordsOf(const EventBody &body)
{
    return std::visit(Words(), body);
}

QString speakerOf(const QString &kind)
{
    const bool isAgent =
        kind == "model_block"_L1 || kind == "reply_stopped"_L1 || kind == "tool_started"_L1;
    return isAgent ? u"agent"_s : u"person"_s;
}

} // namespace pilothouse
