#pragma once

#include "agent/workbench.h"

namespace pilothouse {

/// A tool that notes its calls and answers as the test decides: by default "ok" and, for the
/// computer when it is to look, a tiny picture.
class FakeTool final : public Tool
{
public:
    using Behaviour = std::function<QCoro::Task<ToolOutcome>(ToolCall, std::stop_token)>;

    FakeTool(QString name, QList<ToolCall> &calls, Behaviour behaviour)
        : m_name(std::move(name)), m_calls(calls), m_behaviour(std::move(behaviour))
    {
    }
    QString name() const override { return m_name; }
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    QString m_name;
    QList<ToolCall> &m_calls;
    Behaviour m_behaviour;
};

/// What a test sees of all fake workbenches it made.
struct FakeWorkbenches
{
    QList<ToolCall> calls;
    FakeTool::Behaviour behaviour = {};
    int opened = 0;
    int released = 0;
    ScreenElements elements = {};
    QStringList commands = {}; ///< lines that were run beside the tools
    ShellLineEnd commandEnd = {};
    QStringList allowedHosts = {}; ///< while they were open
    std::optional<Error> openError = {};
    Workbench *last = nullptr;
    Display *display = nullptr; ///< what each of them shows; owned by the test
    QString rfbSocket = {};     ///< where each of them speaks RFB

    WorkbenchFactory factory();
};

} // namespace pilothouse
