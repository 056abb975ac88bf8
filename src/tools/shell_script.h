#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

/// What is said to the bash behind ShellProcess, on its standard input, and how it answers.
///
/// The bash is an interactive one without a terminal: only such a one survives a wrong assignment,
/// `set -u` or a bad expansion, and returns to its prompt when it is interrupted. Its prompts are
/// empty. A command is one `eval` of a quoted text, so that nothing in it (heredoc, comment, odd
/// quote, `break`) can swallow what follows; its answer goes to a descriptor that no command sees.
namespace pilothouse {

/// Descriptors that the bash must find open: answers out, interrupts in.
constexpr int kAnswerDescriptor = 8;
constexpr int kInterruptDescriptor = 9;

/// Program and arguments, in a process group of its own; `marker` (KEY=VALUE) goes into the
/// environment of all that it starts.
QStringList shellCommandLine(const QString &marker);

/// The first lines: hides the descriptors from commands and starts the process that turns each
/// line on kInterruptDescriptor into an interrupt (Ctrl+C) of the bash's process group.
QByteArray shellPreparation();

/// Lines that run `command` with an empty standard input and with `marker` (KEY=VALUE) in its
/// environment, then answer. `command` holds no NUL.
QByteArray shellCommand(const QString &command, const QString &marker, qint64 number);

/// One answer, as ended by a NUL on kAnswerDescriptor: "NUMBER:EXITCODE:PID:PIDS".
struct ShellAnswer
{
    qint64 number = -1; ///< -1: not an answer
    int exitCode = 0;
    QString lastJob = {};  ///< process id of the job started last; it may have ended
    QStringList jobs = {}; ///< process ids of its background jobs, as they are named inside
};
ShellAnswer parseShellAnswer(const QByteArray &text);

} // namespace pilothouse
