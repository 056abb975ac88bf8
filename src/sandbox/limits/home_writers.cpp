#include "sandbox/limits/home_writers.h"

#include <QByteArray>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <set>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kWorthCounting = 4096; // bytes
constexpr qint64 kMuchLess = 8;         // one of so many

QByteArray fromProc(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 writtenIn(const QByteArray &io)
{
    const qsizetype at = io.indexOf("\nwrite_bytes: ");
    return at < 0 ? 0 : io.mid(at + 14).split('\n').first().toLongLong();
}

/// The name in parentheses may itself hold blanks and ')'.
qint64 ticksIn(const QByteArray &stat, bool withChildren)
{
    const qsizetype end = stat.lastIndexOf(')');
    long long user = 0;
    long long system = 0;
    long long childUser = 0;
    long long childSystem = 0;
    if (end < 0 || std::sscanf(stat.constData() + end + 1,
                               " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lld %lld %lld %lld",
                               &user, &system, &childUser, &childSystem) != 4)
        return 0;
    return user + system + (withChildren ? childUser + childSystem : 0);
}

DoneWork workOf(pid_t pid, bool withChildren)
{
    const QString folder = u"/proc/%1/"_s.arg(pid);
    DoneWork work{.ticks = ticksIn(fromProc(folder + u"stat"_s), withChildren)};
    if (withChildren) {
        work.written = writtenIn(fromProc(folder + u"io"_s));
        return work;
    }
    QDirIterator threads(folder + u"task"_s, QDir::Dirs | QDir::NoDotAndDotDot);
    while (threads.hasNext())
        work.written += writtenIn(fromProc(threads.next() + u"/io"_s));
    return work;
}

} // namespace

WorkOfPrograms workOf(const std::vector<ProcessEntry> &programs)
{
    std::set<pid_t> all;
    for (const ProcessEntry &program : programs)
        all.insert(program.pid);
    WorkOfPrograms work;
    for (const ProcessEntry &program : programs)
        work[program.pid] = workOf(program.pid, all.contains(program.parent));
    return work;
}

std::vector<pid_t> writersBetween(const WorkOfPrograms &before, const WorkOfPrograms &after)
{
    WorkOfPrograms done;
    DoneWork most;
    pid_t busiest = 0;
    for (const auto &[pid, work] : after) {
        const auto found = before.find(pid);
        const DoneWork then = found == before.end() ? DoneWork() : found->second;
        const DoneWork now{.written = work.written - then.written,
                           .ticks = work.ticks - then.ticks};
        most.written = std::max(most.written, now.written);
        if (now.ticks > most.ticks) {
            most.ticks = now.ticks;
            busiest = pid;
        }
        done[pid] = now;
    }
    std::vector<pid_t> writers;
    if (most.written < kWorthCounting && busiest != 0)
        writers.push_back(busiest);
    for (const auto &[pid, work] : done)
        if (most.written >= kWorthCounting && work.written >= most.written / kMuchLess)
            writers.push_back(pid);
    return writers;
}

} // namespace pilothouse
