#include "remote/remote_tool.h"

#include "wire/answers.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMostTargets = 50'000; // what a page that changes all the time fills
}

std::optional<CallTarget> RemoteTool::target(const ToolCall &call) const
{
    if (m_name != "act_on"_L1 && m_name != "windows"_L1)
        return std::nullopt;
    const auto told = m_targets.constFind(call.input.value("id"_L1).toString().trimmed().toLower());
    return told == m_targets.cend() ? std::nullopt : std::optional(*told);
}

QCoro::Task<ToolOutcome> RemoteTool::run(ToolCall call, std::stop_token stop)
{
    const Question question = AskCall{std::move(call)};
    const Result<WireFrame> value = co_await m_link.ask(question, stop);
    if (!value)
        co_return toolError(value.error());
    Result<ToolReply> reply = toolReplyFrom(*value);
    if (!reply)
        co_return toolError(reply.error());
    note(reply->targets);
    co_return std::move(reply->outcome);
}

void RemoteTool::note(const ToldTargets &targets)
{
    if (m_targets.size() + targets.size() > kMostTargets)
        m_targets.clear();
    m_targets.insert(targets);
}

} // namespace pilothouse
