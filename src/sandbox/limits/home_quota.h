#pragma once

#include "core/alarm.h"
#include "sandbox/limits/home_usage.h"
#include "sandbox/limits/home_writers.h"

#include <QFutureWatcher>
#include <QStringList>

namespace pilothouse {

/// Keeps what the files in one session's home take up on the disk within the session's share. The
/// kernel does not do this everywhere, so they are measured again and again, beside the main
/// thread: what counts at once and what a little later is in docs/decisions/0033. Near the share it
/// tells; beyond it, who writes on is ended. Main thread.
class HomeQuota : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HomeQuota)
public:
    /// `software` is softwareFolder() and counts, too; empty: there is none.
    /// `allowed` bytes; 0: any. `isOurs` names the session's programs. The clock outlives it.
    HomeQuota(QString home, QString software, qint64 allowed, ProcessTest isOurs,
              const Clock &clock);

    /// What happened since the last call: sentences for people and the model.
    QStringList takeNotices();

signals:
    /// Whether there is more than allowed, as it was measured.
    void filled(bool isFull);

private:
    struct Measured
    {
        HomeUsage usage;
        std::chrono::milliseconds cost{0};
    };

    void look();
    bool isUrgent() const;
    void take(const Measured &measured);
    void takeFull();
    void takeRoom();
    void endWriters(const WorkOfPrograms &work);
    std::vector<ProcessEntry> programs(std::chrono::milliseconds age) const;
    std::chrono::milliseconds rest(bool isUrgent) const;
    WorkOfPrograms workNow() const;
    void tell(const QString &notice);
    QString share() const;

    QString m_home;
    QString m_software;
    qint64 m_allowed;
    ProcessTest m_isOurs;
    const Clock &m_clock;
    Alarm m_looks;
    QFutureWatcher<Measured> m_measuring;
    Measured m_last;
    std::chrono::milliseconds m_lastAt{0}; ///< on the clock
    int m_unchanged = 0;                   ///< looks in a row that found the same
    HomeUsage m_diskThen;                  ///< when it was measured
    qint64 m_tolerated;                    ///< bytes for which nobody is ended any more
    WorkOfPrograms m_work;                 ///< up to the last look; empty: not looked at
    enum class Told { Nothing, Near, Full };
    Told m_told = Told::Nothing;
    QStringList m_notices;
};

} // namespace pilothouse
