#include "bench/process_cost.h"

#include "sandbox/process_scan.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QList>

#include <signal.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QList<pid_t> familyOf(qint64 pid)
{
    const std::vector<ProcessEntry> all = listProcesses();
    QList<pid_t> family{static_cast<pid_t>(pid)};
    for (qsizetype i = 0; i < family.size(); ++i)
        for (const ProcessEntry &process : all)
            if (process.parent == family[i])
                family.append(process.pid);
    return family;
}

QByteArray textOfFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

std::chrono::microseconds cpuOfFamily(qint64 pid)
{
    // Time on a CPU in nanoseconds comes first (kernel: Documentation/scheduler/sched-stats.rst).
    qint64 nanoseconds = 0;
    for (const pid_t member : familyOf(pid)) {
        const QString tasks = u"/proc/%1/task/"_s.arg(member);
        for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            nanoseconds +=
                textOfFile(tasks + task + u"/schedstat"_s).split(' ').first().toLongLong();
    }
    return std::chrono::microseconds(nanoseconds / 1000);
}

qint64 wakeUpsOfFamily(qint64 pid)
{
    const QByteArray name = "\nvoluntary_ctxt_switches:";
    qint64 count = 0;
    for (const pid_t member : familyOf(pid)) {
        const QByteArray status = textOfFile(u"/proc/%1/status"_s.arg(member));
        if (const qsizetype at = status.indexOf(name); at >= 0)
            count += status.mid(at + name.size()).split('\n').first().trimmed().toLongLong();
    }
    return count;
}

double memoryOfFamily(qint64 pid)
{
    qint64 bytes = 0;
    for (const pid_t member : familyOf(pid))
        bytes += memoryShare(member);
    return double(bytes) / 1024 / 1024;
}

void holdFamily(qint64 pid, bool hold)
{
    for (const pid_t member : familyOf(pid))
        ::kill(member, hold ? SIGSTOP : SIGCONT);
}

double machineLoad()
{
    return textOfFile(u"/proc/loadavg"_s).split(' ').first().toDouble();
}

} // namespace pilothouse
