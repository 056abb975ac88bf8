// From "open a desktop" to usable, and what idle desktops cost, against the usual way in a
// container: Xvfb, two seconds of sleep, then a window manager.
#include "bench/bench_table.h"

#include "desktop/desktop.h"
#include "desktop/screen_setup.h"
#include "sandbox/helper_program.h"
#include "sandbox/process_scan.h"

#include <QCoreApplication>
#include <QCoroTask>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRuns = 10;
constexpr int kDesktops = 10;
constexpr int kIdleSeconds = 8;
constexpr unsigned kReferenceSleep = 2; // s, between Xvfb and the window manager

std::unique_ptr<Desktop> openDesktop(const DesktopConfig &config)
{
    auto desktop = QCoro::waitFor(Desktop::open({randomUuid()}, config, systemClock(), {}));
    if (!desktop)
        qFatal("%s", qPrintable(desktop.error().message + desktop.error().detail));
    return std::move(*desktop);
}

/// Xvfb, a sleep, a window manager until it manages. The X server's own start is part of the sleep.
void openTheUsualWay()
{
    QProcess xvfb;
    QProcess manager;
    const QString display = u":%1"_s.arg(2000 + getpid() % 1000);
    if (const QString program = findProgram({u"Xvfb"_s}); !program.isEmpty())
        xvfb.start(program, {display, u"-screen"_s, u"0"_s, u"1280x800x24"_s});
    QThread::sleep(kReferenceSleep);
    if (xvfb.state() != QProcess::Running)
        return; // not installed: the sleep alone, which flatters the reference
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"DISPLAY"_s, display);
    manager.setProcessEnvironment(environment);
    manager.start(u"icewm"_s, QStringList());
    const auto managed =
        setUpScreen({.xSocket = u"/tmp/.X11-unix/X"_s + display.mid(1),
                     .cookie = {},
                     .resources = {},
                     .deadline = Deadline(systemClock(), std::chrono::seconds(10))},
                    {});
    if (!managed)
        std::printf("  (the reference failed: %s)\n", qPrintable(managed.error().message));
    manager.kill();
    xvfb.kill();
    manager.waitForFinished();
    xvfb.waitForFinished();
}

qint64 firstNumber(const QByteArray &text, const QByteArray &after)
{
    const qsizetype at = text.indexOf(after);
    const QByteArray rest = at < 0 ? QByteArray() : text.sliced(at + after.size()).trimmed();
    return rest.left(rest.indexOf(' ')).toLongLong();
}

QByteArray procFile(pid_t pid, const QString &name)
{
    QFile file(u"/proc/%1/%2"_s.arg(pid).arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Cost
{
    qint64 pssKib = 0;
    qint64 ticks = 0;
    int processes = 0;
};

Cost costOfAll(const QString &runtimeDir)
{
    Cost cost;
    const QStringList ids = QDir(runtimeDir).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const ProcessEntry &process : listProcesses()) {
        const std::string environment = readEnvironment(process.pid);
        for (const QString &id : ids) {
            if (!environmentHas(environment, "PILOTHOUSE_DESKTOP=" + id.toStdString()))
                continue;
            cost.pssKib += firstNumber(procFile(process.pid, u"smaps_rollup"_s), "\nPss:");
            const QByteArray stat = procFile(process.pid, u"stat"_s);
            const QList<QByteArray> fields = stat.sliced(stat.lastIndexOf(')') + 2).split(' ');
            cost.ticks += fields.value(11).toLongLong() + fields.value(12).toLongLong();
            ++cost.processes;
        }
    }
    return cost;
}

void startTerminal(const Sandbox &sandbox)
{
    const SandboxedCommand command = sandbox.wrap(u"/usr/bin/xterm"_s, {});
    QProcess process;
    process.setProgram(command.program);
    process.setArguments(command.arguments);
    process.setProcessEnvironment(command.environment);
    if (!process.startDetached())
        qFatal("xterm did not start: %s", qPrintable(process.errorString()));
}

void measureIdle(const DesktopConfig &config)
{
    std::vector<std::unique_ptr<Desktop>> desktops;
    for (int i = 0; i < kDesktops; ++i) {
        desktops.push_back(openDesktop(config));
        startTerminal(desktops.back()->sandbox());
    }
    QThread::sleep(3);
    const Cost before = costOfAll(config.runtimeDir);
    QThread::sleep(kIdleSeconds);
    const Cost after = costOfAll(config.runtimeDir);
    const double seconds =
        static_cast<double>(after.ticks - before.ticks) / static_cast<double>(sysconf(_SC_CLK_TCK));
    std::printf("  %d idle desktops with a terminal: %.1f MiB PSS and %d processes each, "
                "%.2f %% of a core each\n",
                kDesktops, static_cast<double>(after.pssKib) / 1024.0 / kDesktops,
                after.processes / kDesktops, 100.0 * seconds / kIdleSeconds / kDesktops);
}

void measureJoining(const DesktopConfig &config)
{
    const auto desktop = openDesktop(config);
    const SandboxedCommand inside = desktop->sandbox().wrap(u"/usr/bin/true"_s, {});
    const auto run = [](const QString &program, const QStringList &arguments) {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished();
    };
    printRow(u"run /usr/bin/true: in the sandbox, plain"_s,
             medianMs(50, [&] { run(inside.program, inside.arguments); }),
             medianMs(50, [&] { run(u"/usr/bin/true"_s, {}); }));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QLoggingCategory::setFilterRules(u"pilothouse.*=false"_s);
    QTemporaryDir folder(u"/tmp/phb-XXXXXX"_s);
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7711));
    DesktopConfig config;
    config.runtimeDir = folder.filePath(u"run"_s);
    config.homesDir = folder.filePath(u"homes"_s);
    openDesktop(config); // what is found out once per server
    std::printf("Desktops (ours, reference, times faster)\n");
    printRow(u"call to usable, and its end"_s, medianMs(kRuns, [&] { openDesktop(config); }),
             medianMs(3, openTheUsualWay));
    std::unique_ptr<Desktop> kept;
    QList<double> starts;
    for (int i = 0; i < kRuns; ++i) {
        kept = openDesktop(config);
        starts << static_cast<double>(kept->startTime().count());
        kept.reset();
    }
    std::sort(starts.begin(), starts.end());
    std::printf("  call to usable alone: median %.0f, fastest %.0f, slowest %.0f ms\n",
                starts[starts.size() / 2], starts.first(), starts.last());
    measureJoining(config);
    measureIdle(config);
}
