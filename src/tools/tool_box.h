#pragma once

#include "tools/tool.h"

#include <functional>
#include <memory>
#include <vector>

namespace pilothouse {

/// The tools of one session. Dispatches calls, answers unknown tools and malformed input with
/// errors, turns exceptions into errors. Main thread.
class ToolBox
{
public:
    /// `notices` is asked after each call for what else the model and people must know; each
    /// sentence becomes a line of the answer.
    using Notices = std::function<QStringList()>;
    explicit ToolBox(std::vector<std::unique_ptr<Tool>> tools, Notices notices = {});
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop);
    /// `call` with its target, if its tool knows one.
    ToolCall explained(ToolCall call) const;

private:
    QCoro::Task<ToolOutcome> dispatch(ToolCall call, std::stop_token stop);

    std::vector<std::unique_ptr<Tool>> m_tools;
    Notices m_notices;
};

} // namespace pilothouse
