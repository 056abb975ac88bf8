#pragma once

#include "core/secrets.h"
#include "tools/computer_tool.h"
#include "tools/windows/window_ids.h"
#include "tools/windows/windows_arguments.h"

namespace pilothouse {

/// Lists the windows of applications and does with them what a window manager offers. A window that
/// is not what the model was told is left alone. The answer lists the windows as they are then and,
/// where `pictures` and `call.look` ask for it, has the picture of the screen. All that is given
/// outlives it. Main thread.
class WindowsTool final : public Tool
{
public:
    WindowsTool(Display &display, ComputerTool &computer, bool pictures, WindowIds &ids,
                const Secrets &secrets)
        : m_display(display), m_computer(computer), m_pictures(pictures), m_ids(ids),
          m_secrets(secrets)
    {
    }

    QString name() const override;
    std::optional<CallTarget> target(const ToolCall &call) const override;
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    QCoro::Task<Result<ToolOutcome>> carryOut(WindowsCall asked, bool look, std::stop_token stop);
    QCoro::Task<Result<QString>> act(WindowsCall asked, std::stop_token stop);
    QCoro::Task<Result<QList<ScreenWindow>>> windows(std::stop_token stop);
    ScreenScale scale() const { return {m_computer.frame(), m_computer.screenSize()}; }

    Display &m_display;
    ComputerTool &m_computer;
    bool m_pictures;
    WindowIds &m_ids;
    const Secrets &m_secrets;
};

} // namespace pilothouse
