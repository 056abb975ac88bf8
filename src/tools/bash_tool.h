#pragma once

#include "core/clock.h"
#include "core/secrets.h"
#include "sandbox/sandbox.h"
#include "tools/tool.h"

#include <chrono>
#include <memory>

namespace pilothouse {

class ShellProcess;

struct BashToolOptions
{
    std::chrono::milliseconds timeout{120'000};
    qsizetype shownCharacters = 16'000; ///< of one command's output; more is cut in the middle
    const Secrets *secrets = nullptr;   ///< that its output must not show; they outlive the tool
};

/// One bash for a whole session, inside of the sandbox, started in its home with the first command.
/// Directory, variables, functions and background jobs live on from call to call.
///
/// The answer holds what the command wrote, stdout and stderr in the order they came, then a note
/// when the exit code is not 0: neither of these makes it an error. A command that runs too long is
/// interrupted as by Ctrl+C, then killed; the shell lives on where it can. `restart` and a shell
/// that ended (`exit 3`) give a fresh one. Stopped, the command ends, with what it started.
/// `sandbox` and `clock` outlive the tool. Main thread.
class BashTool final : public Tool
{
    Q_DISABLE_COPY_MOVE(BashTool)
public:
    BashTool(Sandbox &sandbox, const Clock &clock, BashToolOptions options = {});
    /// Ends the shell and all that it started.
    ~BashTool() override;

    QString name() const override;
    /// Actions: "run" {command}, "restart".
    QCoro::Task<ToolOutcome> run(ToolCall call, std::stop_token stop) override;

private:
    QCoro::Task<ToolOutcome> runCommand(QString command, std::stop_token stop);

    Sandbox &m_sandbox;
    const Clock &m_clock;
    BashToolOptions m_options;
    std::unique_ptr<ShellProcess> m_shell;
};

} // namespace pilothouse
