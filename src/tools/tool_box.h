#pragma once

#include "tools/tool.h"

#include <memory>
#include <vector>

namespace pilothouse {

/// The tools of one session. Dispatches calls, answers unknown tools and malformed input with
/// errors, turns exceptions into errors. Main thread.
class ToolBox
{
public:
    explicit ToolBox(std::vector<std::unique_ptr<Tool>> tools);
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop);

private:
    std::vector<std::unique_ptr<Tool>> m_tools;
};

} // namespace pilothouse
