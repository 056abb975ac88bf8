#include "sandbox/limits/home_quota.h"

#include "core/log.h"
#include "sandbox/acting_as.h"

#include <QFile>
#include <QtConcurrentRun>

#include <algorithm>
#include <csignal>
#include <sys/stat.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBetweenGlances{1000};
constexpr milliseconds kBetweenCalmLooks{10'000};
constexpr int kMostCalm = 6;          ///< times as long, where nobody works and nothing changes
constexpr milliseconds kRecent{5000}; ///< enough where nothing presses
constexpr int kRestWhenUrgent = 10;   ///< times as long as a look took
constexpr int kRestWhenCalm = 50;
constexpr double kNear = 0.9;
constexpr double kFarAgain = 0.8;
constexpr qint64 kSlack = 1 << 20;    ///< too little to end a program for
constexpr qint64 kSmallFile = 16'384; ///< on the average
constexpr qsizetype kMostNamed = 3;

uid_t ownerOfHome(const QString &folder)
{
    struct stat found = {};
    return ::stat(QFile::encodeName(folder).constData(), &found) == 0 ? found.st_uid : ::geteuid();
}

} // namespace

HomeQuota::HomeQuota(QString home, QString software, qint64 allowed, ProcessTest isOurs,
                     const Clock &clock)
    : m_home(std::move(home)), m_software(std::move(software)), m_allowed(allowed),
      m_isOurs(std::move(isOurs)), m_clock(clock), m_looks(clock), m_tolerated(allowed)
{
    if (m_allowed <= 0)
        return;
    connect(&m_looks, &Alarm::rang, this, &HomeQuota::look);
    connect(&m_measuring, &QFutureWatcherBase::finished, this,
            [this] { take(m_measuring.result()); });
    m_lastAt = m_clock.elapsed() - kBetweenCalmLooks;
    m_looks.startTogether(kBetweenGlances);
}

QStringList HomeQuota::takeNotices()
{
    m_unchanged = 0; // somebody works here
    look();
    return std::exchange(m_notices, {});
}

// One call tells whether somebody on this disk has written much; who, only measuring tells.
bool HomeQuota::isUrgent() const
{
    const HomeUsage disk = usedOnDiskOf(m_home);
    const qint64 grown =
        std::max(disk.bytes - m_diskThen.bytes, countedBytes(1) * (disk.files - m_diskThen.files));
    const qint64 used = m_last.usage.bytes;
    return double(used) >= double(m_allowed) * kNear || grown > (m_allowed - used) / 2;
}

void HomeQuota::look()
{
    if (m_allowed <= 0 || m_measuring.isRunning())
        return;
    const bool urgent = isUrgent();
    const milliseconds now = m_clock.elapsed();
    if (now - m_lastAt < rest(urgent))
        return;
    m_lastAt = now;
    m_diskThen = usedOnDiskOf(m_home);
    std::vector<pid_t> pids;
    for (const ProcessEntry &program : programs(urgent ? milliseconds(0) : kRecent))
        pids.push_back(program.pid);
    m_measuring.setFuture(QtConcurrent::run(
        [&clock = m_clock, home = m_home, software = m_software, pids, enough = 2 * m_allowed] {
            const milliseconds begun = clock.elapsed();
            HomeUsage usage = measureHome(home, pids, enough, !software.isEmpty());
            if (!software.isEmpty()) {
                const HomeUsage own = measureHome(software, {}, enough, true);
                usage.bytes += own.bytes;
                usage.files += own.files;
            }
            return Measured{.usage = usage, .cost = clock.elapsed() - begun};
        }));
}

milliseconds HomeQuota::rest(bool isUrgent) const
{
    if (isUrgent)
        return std::max(kBetweenGlances, m_last.cost * kRestWhenUrgent);
    const int calm = std::clamp(m_unchanged, 1, kMostCalm);
    return std::max(kBetweenCalmLooks * calm, m_last.cost * kRestWhenCalm);
}

void HomeQuota::take(const Measured &measured)
{
    m_unchanged = measured.usage == m_last.usage ? std::min(m_unchanged + 1, kMostCalm) : 0;
    m_last = measured;
    if (m_last.usage.bytes > m_allowed)
        takeFull();
    else
        takeRoom();
}

void HomeQuota::takeFull()
{
    if (std::exchange(m_told, Told::Full) != Told::Full) {
        tell(
            u"The session's files take up %1: delete some. Until then nothing can be brought here, "
            "and programs that write on are ended."_s.arg(share()));
        emit filled(true);
    }
    WorkOfPrograms work = workNow();
    const qint64 used = m_last.usage.bytes;
    m_tolerated = std::min(m_tolerated, used);
    if (used > std::max(m_allowed, m_tolerated) + kSlack && !m_work.empty()) {
        endWriters(work);
        m_tolerated = used;
        work.clear(); // parents get the work of children that were ended: that is nobody's fault
    }
    m_work = std::move(work);
}

void HomeQuota::takeRoom()
{
    if (m_told == Told::Full)
        emit filled(false);
    m_tolerated = m_allowed;
    const double used = double(m_last.usage.bytes) / double(m_allowed);
    if (used < kFarAgain)
        m_told = Told::Nothing;
    else if (m_told == Told::Full)
        m_told = Told::Near;
    if (used >= kNear && std::exchange(m_told, Told::Near) == Told::Nothing)
        tell(u"The session's files take up %1: delete some before it is full."_s.arg(share()));
    m_work = used >= kNear ? workNow() : WorkOfPrograms();
}

void HomeQuota::endWriters(const WorkOfPrograms &work)
{
    QStringList names;
    for (const pid_t pid : writersBetween(m_work, work)) {
        const QString name = QString::fromStdString(commandName(pid));
        if (::kill(pid, SIGKILL) == 0 && !names.contains(name))
            names.append(name);
    }
    if (names.isEmpty())
        return;
    const bool isOne = names.size() == 1;
    if (names.size() > kMostNamed)
        names = names.first(kMostNamed) + QStringList{u"others"_s};
    tell(u"The session's files take up %1: %2 wrote on and %3 ended."_s.arg(
        share(), names.join(u", "_s), isOne ? u"was"_s : u"were"_s));
}

std::vector<ProcessEntry> HomeQuota::programs(milliseconds age) const
{
    std::vector<ProcessEntry> all = recentProcesses(age);
    std::erase_if(all, [this](const ProcessEntry &process) { return !m_isOurs(process); });
    return all;
}

// As their user: root may not read this of others in a container.
WorkOfPrograms HomeQuota::workNow() const
{
    const std::vector<ProcessEntry> all = programs(milliseconds(0));
    const ActingAs user(ownerOfHome(m_home));
    return workOf(all);
}

QString HomeQuota::share() const
{
    const HomeUsage &usage = m_last.usage;
    const bool areSmall = usage.files > 0 && usage.bytes / usage.files < kSmallFile;
    return u"%1 of %2 MiB (%3 files%4)"_s.arg(
        inMebibytes(usage.bytes), inMebibytes(m_allowed), QString::number(usage.files),
        areSmall ? u", most of them small: each counts 4 KiB at the least"_s : QString());
}

void HomeQuota::tell(const QString &notice)
{
    m_notices << notice;
    qCWarning(logDesktop).noquote() << notice;
}

} // namespace pilothouse

#include "moc_home_quota.cpp"
