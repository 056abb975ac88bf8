#include "tools/bash_tool.h"

#include "tools/bash_arguments.h"
#include "tools/shell_process.h"

#include <csignal>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// The text of an error is capped for the model; the end of the output says most.
constexpr qsizetype kOutputOfError = 3000;
constexpr int kFileTooLarge = 128 + SIGXFSZ; // as shells say it

ToolOutcome finished(const ShellProcess::Report &report)
{
    const QString code = QString::number(report.exitCode);
    const bool hasEnded = report.ending == ShellProcess::Ending::ShellEnded;
    const bool isSilent = report.output.isEmpty() && report.exitCode == 0 && !hasEnded;
    QString note;
    if (hasEnded)
        note = u"[The shell ended with exit code %1. The next command starts a fresh one.]"_s.arg(
            code);
    else if (report.exitCode == kFileTooLarge)
        note = u"[exit code %1: a file reached the largest size that is allowed here]"_s.arg(code);
    else if (report.exitCode != 0)
        note = u"[exit code %1]"_s.arg(code);
    else if (isSilent)
        note = u"[The command finished without output.]"_s;
    return {.text = withNote(report.output, note),
            .details = {{u"exit_code"_s, report.exitCode}, {u"silent"_s, isSilent}}};
}

ToolOutcome interrupted(const ShellProcess::Report &report, std::chrono::milliseconds timeout)
{
    QString text = u"The command was stopped before it finished."_s;
    if (report.ending == ShellProcess::Ending::TimedOut)
        text = u"The command did not finish within %1 s and was ended with what it had started. "
               "Run long commands in the background, with their output in a file."_s.arg(
                   static_cast<double>(timeout.count()) / 1000);
    text += report.alive
                ? u" The shell and its state live on."_s
                : u" The shell had to be ended too; the next command starts a fresh one."_s;
    if (!report.output.isEmpty())
        text += u"\nLast output:\n"_s + report.output.right(kOutputOfError);
    ToolOutcome outcome = toolError(text);
    outcome.stopped = report.ending == ShellProcess::Ending::Stopped;
    return outcome;
}

} // namespace

BashTool::BashTool(Sandbox &sandbox, const Clock &clock, BashToolOptions options)
    : m_sandbox(sandbox), m_clock(clock), m_options(options)
{
}

BashTool::~BashTool() = default;

QString BashTool::name() const
{
    return u"bash"_s;
}

QCoro::Task<ToolOutcome> BashTool::run(ToolCall call, std::stop_token stop)
{
    Result<BashRequest> request = parseBashCall(call);
    if (!request)
        co_return toolError(request.error());
    auto *command = std::get_if<RunCommand>(&*request);
    if (!command) {
        m_shell.reset();
        co_return ToolOutcome{.text = u"The shell was restarted; its state is gone."_s};
    }
    ToolOutcome outcome = co_await runCommand(std::move(command->command), stop);
    co_return outcome;
}

QCoro::Task<ToolOutcome> BashTool::runCommand(QString command, std::stop_token stop)
{
    QString prefix;
    if (m_shell && m_shell->hasEnded()) {
        m_shell.reset();
        prefix = u"[The shell had ended meanwhile; this is a fresh one.]\n"_s;
    }
    if (!m_shell) {
        m_shell = std::make_unique<ShellProcess>(m_sandbox, m_clock, m_options.shownCharacters,
                                                 m_options.secrets);
        const Result<> started = co_await m_shell->start(stop);
        if (!started) {
            m_shell.reset();
            co_return toolError(started.error());
        }
    }
    const ShellProcess::Report report = co_await m_shell->run(command, m_options.timeout, stop);
    if (!report.alive)
        m_shell.reset();
    using Ending = ShellProcess::Ending;
    const bool cut = report.ending == Ending::TimedOut || report.ending == Ending::Stopped;
    ToolOutcome outcome = cut ? interrupted(report, m_options.timeout) : finished(report);
    outcome.text.prepend(prefix);
    co_return outcome;
}

} // namespace pilothouse
