#include "tools/elements/elements_tool.h"

#include "tools/elements/element_list.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString ElementsTool::name() const
{
    return u"elements"_s;
}

QCoro::Task<ToolOutcome> ElementsTool::run(ToolCall call, std::stop_token stop)
{
    const Result<ElementFilter> filter = parseElementsCall(call);
    if (!filter)
        co_return toolError(filter.error());
    const Result<ScreenElements> found = co_await m_sight(stop);
    if (!found)
        co_return toolError(found.error());
    const ScreenScale scale(m_frame, m_display.size());
    co_return ToolOutcome{.text = listed(*found, *filter, m_ids, scale)};
}

} // namespace pilothouse
