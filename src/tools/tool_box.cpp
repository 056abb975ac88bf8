#include "tools/tool_box.h"

#include "core/json.h"
#include "core/log.h"
#include "core/tool_actions.h"

#include <algorithm>
#include <exception>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// As the model API's SDK caps the text of an error.
constexpr qsizetype kErrorCodePoints = 4096;
constexpr qsizetype kNameShown = 60;

QString firstCodePoints(const QString &text, qsizetype count)
{
    if (text.size() <= count)
        return text;
    qsizetype end = 0;
    for (qsizetype i = 0; i < count && end < text.size(); ++i)
        end += text.at(end).isHighSurrogate() && end + 1 < text.size() ? 2 : 1;
    return text.left(end);
}

QString missingTool(const ToolCall &call)
{
    const QString name = call.name.left(kNameShown);
    if (call.toolset == "computer"_L1)
        return u"The computer toolset member '%1' is not available in this environment."_s.arg(
            name);
    return u"The tool '%1' is not available in this environment."_s.arg(name);
}

/// What the API takes: well-formed text, and in an error text only, never an empty one.
ToolOutcome fitForModel(ToolOutcome outcome)
{
    outcome.text = wellFormed(outcome.text);
    if (!outcome.isError)
        return outcome;
    outcome.picture.reset();
    outcome.text = firstCodePoints(outcome.text, kErrorCodePoints);
    if (outcome.text.trimmed().isEmpty())
        outcome.text = u"Error: the tool failed and did not say why."_s;
    return outcome;
}

} // namespace

ToolBox::ToolBox(std::vector<std::unique_ptr<Tool>> tools, Notices notices)
    : m_tools(std::move(tools)), m_notices(std::move(notices))
{
}

QCoro::Task<ToolOutcome> ToolBox::run(ToolCall call, std::stop_token stop)
{
    ToolOutcome outcome = co_await dispatch(std::move(call), std::move(stop));
    const QStringList notices = m_notices ? m_notices() : QStringList();
    for (const QString &notice : notices)
        outcome.text = withNote(outcome.text, u"[%1]"_s.arg(notice));
    co_return fitForModel(std::move(outcome));
}

ToolCall ToolBox::explained(ToolCall call) const
{
    const auto tool = std::ranges::find(m_tools, call.tool, &Tool::name);
    if (tool != m_tools.end())
        call.target = (*tool)->target(call);
    return call;
}

QCoro::Task<ToolOutcome> ToolBox::dispatch(ToolCall call, std::stop_token stop)
{
    if (!call.malformed.isEmpty())
        co_return toolError(call.malformed);
    if (call.tool.isEmpty())
        co_return toolError(unknownCall(call));
    const auto tool = std::ranges::find(m_tools, call.tool, &Tool::name);
    if (tool == m_tools.end())
        co_return toolError(missingTool(call));
    try {
        ToolOutcome outcome = co_await (*tool)->run(call, stop);
        co_return outcome;
    } catch (const std::exception &exception) {
        qCWarning(logTools) << "A tool threw:" << call.tool << exception.what();
    } catch (...) {
        qCWarning(logTools) << "A tool threw something unknown:" << call.tool;
    }
    co_return toolError(u"Error: the tool failed inside. Try another way."_s);
}

} // namespace pilothouse
