#include "tools/shell_process.h"

#include "core/alarm.h"
#include "core/deadline.h"
#include "core/log.h"

#include <QRegularExpression>
#include <QUuid>

#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kStartLimit = 15s;
/// How long an interrupted program may take to end before it is killed. A stop must be over within
/// 100 ms with four of these; after a time-out a program may tidy up.
constexpr auto kPatienceWhenStopped = 20ms;
constexpr auto kPatienceAfterTimeout = 1000ms;
constexpr auto kEndLimit = 2000;
/// When to look again for what was being started while its command was killed.
constexpr std::chrono::milliseconds kLaterLooks[] = {50ms, 500ms, 3000ms};

/// Holds the numbers that the child will use for its pipes while QProcess opens its own: a dup2()
/// in the child would otherwise close one of them.
std::array<Descriptor, 2> reserveChildNumbers()
{
    const Descriptor nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    std::array<Descriptor, 2> held;
    for (Descriptor &each : held) {
        Descriptor next(::fcntl(nothing.get(), F_DUPFD_CLOEXEC, kAnswerDescriptor));
        if (next.get() <= kInterruptDescriptor)
            each = std::move(next);
    }
    return held;
}

/// Without what only an interactive bash says: the number of a job that it starts ("[1] 4711"),
/// and, after each program that a signal ended, if only `yes | head`, that it has no terminal to
/// reset.
QString withoutTheShellsWords(const QString &output, const QStringList &jobs)
{
    static const QRegularExpression noTerminal(
        u"bash: \\[\\d+: \\d+ \\(\\d+\\)\\] tcsetattr: [^\\n]*\\n"_s);
    const QRegularExpression job(u"^\\[\\d+\\] (?:%1)\\n"_s.arg(jobs.join(u'|')),
                                 QRegularExpression::MultilineOption);
    return QString(output).remove(noTerminal).remove(job);
}

} // namespace

ShellProcess::ShellProcess(Sandbox &sandbox, const Clock &clock, qsizetype shown,
                           const Secrets *secrets)
    : m_sandbox(sandbox), m_clock(clock), m_shown(shown),
      m_marker(u"PILOTHOUSE_SHELL="_s + QUuid::createUuid().toString(QUuid::WithoutBraces)),
      m_output(shown, secrets)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &ShellProcess::readOutput);
    connect(&m_process, &QProcess::finished, this, &ShellProcess::progressed);
    connect(&m_process, &QProcess::errorOccurred, this, &ShellProcess::progressed);
}

ShellProcess::~ShellProcess()
{
    m_process.disconnect(this);
    kill();
}

QCoro::Task<Result<>> ShellProcess::start(std::stop_token stop)
{
    Result<Pipe> answers = Pipe::open();
    Result<Pipe> interrupts = Pipe::open();
    if (!answers || !interrupts)
        co_return fail((answers ? interrupts : answers).error());
    m_answers = std::move(*answers);
    m_interrupts = std::move(*interrupts);
    launch();
    const Woken woken = co_await answered(kStartLimit, stop);
    m_output.take(0); // bash says that it has no terminal
    if (woken == Woken::Ready && isRunning())
        co_return {};
    const QString detail = m_process.errorString();
    kill();
    if (woken == Woken::Stopped)
        co_return fail(Errc::Stopped, u"Stopped before the shell was ready."_s);
    co_return fail(Errc::Unavailable, u"The shell could not be started."_s, detail);
}

bool ShellProcess::hasEnded()
{
    m_process.waitForFinished(0); // it may be dead without the event loop having told us
    return !isRunning();
}

void ShellProcess::launch()
{
    QStringList line = shellCommandLine(m_marker);
    const QString program = line.takeFirst();
    const SandboxedCommand command =
        m_sandbox.wrap(program, line, {kAnswerDescriptor, kInterruptDescriptor});
    m_process.setProgram(command.program);
    m_process.setArguments(command.arguments);
    m_process.setProcessEnvironment(command.environment);
    m_process.setWorkingDirectory(command.workingDirectory);
    m_process.setChildProcessModifier(
        [answers = m_answers.writer.get(), interrupts = m_interrupts.reader.get()] {
            ::dup2(answers, kAnswerDescriptor);
            ::dup2(interrupts, kInterruptDescriptor);
        });
    const auto reserved = reserveChildNumbers();
    m_process.start();
    // Only the child holds these ends from here on, so that its end is seen.
    m_answers.writer = Descriptor();
    m_interrupts.reader = Descriptor();
    ::fcntl(m_answers.reader.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(m_interrupts.writer.get(), F_SETFL, O_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_answers.reader.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ShellProcess::readAnswers);
    m_process.write(shellPreparation());
}

QCoro::Task<ShellProcess::Report>
ShellProcess::run(QString command, std::chrono::milliseconds timeout, std::stop_token stop)
{
    const QStringList jobs = m_answer.jobs;
    send(command);
    const Woken woken = co_await answered(timeout, stop);
    Report report;
    if (woken != Woken::Ready) {
        report.ending = woken == Woken::Stopped ? Ending::Stopped : Ending::TimedOut;
        const std::chrono::milliseconds patience =
            woken == Woken::Stopped ? kPatienceWhenStopped : kPatienceAfterTimeout;
        report.alive = co_await interrupt(patience);
        if (report.alive)
            report.alive = co_await endJobsSince(jobs, patience);
        if (!report.alive)
            kill();
    } else if (m_answer.number == m_number) {
        report.exitCode = m_answer.exitCode;
    } else {
        report.ending = Ending::ShellEnded;
        report.exitCode = m_process.exitCode();
        report.alive = false;
    }
    // What was written before the answer may still be in its pipe, or on its way to us.
    if (isRunning())
        m_process.waitForReadyRead(0);
    readOutput();
    report.output = withoutTheShellsWords(m_output.take(m_shown),
                                          m_answer.jobs + QStringList{m_answer.lastJob});
    co_return report;
}

void ShellProcess::send(const QString &command)
{
    ++m_number;
    m_process.write(shellCommand(command, commandMarker(), m_number));
}

/// Ready: the last command was answered, or the shell has ended.
QCoro::Task<Woken> ShellProcess::answered(std::chrono::milliseconds timeout, std::stop_token stop)
{
    Waiter waiter(m_clock);
    connect(this, &ShellProcess::progressed, &waiter, &Waiter::wake);
    const Deadline deadline(m_clock, timeout);
    while (m_answer.number != m_number && isRunning()) {
        const Woken woken = co_await waiter.wait(stop, deadline.left());
        if (woken != Woken::Ready)
            co_return woken;
    }
    co_return Woken::Ready;
}

/// Ends the running command: first as Ctrl+C does, which also keeps the rest of its line from
/// running; then by killing what ignores that. False when the shell does not come back.
QCoro::Task<bool> ShellProcess::interrupt(std::chrono::milliseconds patience)
{
    for (int attempt = 0; attempt < 2; ++attempt) {
        pressInterrupt();
        const Woken woken = co_await answered(patience, std::stop_token());
        if (woken == Woken::Ready)
            co_return isRunning();
        m_sandbox.killTree(commandMarker());
    }
    // A program that ignored both interrupts is dead by now; the shell may be at its next word.
    pressInterrupt();
    const Woken woken = co_await answered(patience, std::stop_token());
    co_return isRunning() && woken == Woken::Ready;
}

void ShellProcess::pressInterrupt()
{
    // Without the reader (somebody killed it) the next step is to end the shell: nothing to report.
    [[maybe_unused]] const ssize_t written = ::write(m_interrupts.writer.get(), "\n", 1);
}

/// Kills all that a command started, latecomers too: between fork and exec a child of the shell has
/// no marker yet.
void ShellProcess::killCommand(const QString &marker)
{
    m_sandbox.killTree(marker);
    for (const auto later : kLaterLooks) {
        auto *look = new Alarm(m_clock, this);
        connect(look, &Alarm::rang, look, [this, marker, look] {
            m_sandbox.killTree(marker);
            look->deleteLater();
        });
        look->start(later);
    }
}

/// Kills what the last command left in the background: first the parts that are bash itself
/// (`(while …) &`), which do not carry the command's marker but could start more that does.
QCoro::Task<bool> ShellProcess::endJobsSince(QStringList before, std::chrono::milliseconds patience)
{
    QStringList fresh;
    for (const QString &job : std::as_const(m_answer.jobs)) {
        if (!before.contains(job))
            fresh.append(job);
    }
    const QString marker = commandMarker();
    if (fresh.isEmpty()) {
        killCommand(marker);
        co_return true;
    }
    send(u"builtin kill -KILL "_s + fresh.join(u' '));
    const Woken woken = co_await answered(patience, std::stop_token());
    killCommand(marker);
    co_return isRunning() && woken == Woken::Ready;
}

void ShellProcess::readAnswers()
{
    char buffer[4096];
    const ssize_t count = ::read(m_answers.reader.get(), buffer, sizeof buffer);
    if (count <= 0) {
        m_notifier->setEnabled(count < 0); // at its end it would be readable for ever
        return;
    }
    m_received.append(buffer, count);
    for (qsizetype end = m_received.indexOf('\0'); end >= 0; end = m_received.indexOf('\0')) {
        ShellAnswer answer = parseShellAnswer(m_received.first(end));
        m_received.remove(0, end + 1);
        if (answer.number == m_number) {
            m_answer = std::move(answer);
            emit progressed();
        }
    }
}

void ShellProcess::readOutput()
{
    m_output.append(m_process.readAllStandardOutput());
}

void ShellProcess::kill()
{
    if (!isRunning())
        return;
    m_sandbox.killTree(m_marker);
    m_process.kill();
    m_process.waitForFinished(kEndLimit);
}

QString ShellProcess::commandMarker() const
{
    return u"PILOTHOUSE_COMMAND="_s + m_marker.section(u'=', 1) + u'-' + QString::number(m_number);
}

} // namespace pilothouse

#include "moc_shell_process.cpp"
