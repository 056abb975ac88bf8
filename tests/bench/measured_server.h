#pragma once

#include <QProcess>
#include <QTemporaryDir>

#include <chrono>

namespace pilothouse {

/// A server in a process of its own, for what it costs: only its CPU and memory count, not the
/// client's. Killed with this object.
class MeasuredServer
{
public:
    MeasuredServer();
    ~MeasuredServer();

    /// Starts it and waits until its output holds `ready`. False: it did not come up.
    bool start(const QString &program, const QStringList &arguments, const QByteArray &ready);
    void stop();

    qint64 pid() const { return m_process.processId(); }
    QString folder() const { return m_folder.path(); }
    QByteArray output() const { return m_output; }
    /// From the start of the process until it said that it is ready.
    std::chrono::microseconds timeToReady() const { return m_timeToReady; }
    /// User and system time of all its threads so far, without its children.
    std::chrono::microseconds cpu() const;
    /// A line of /proc/PID/smaps_rollup, e.g. "Rss" or "Pss", in MiB.
    double memory(const QByteArray &name) const;

    QProcessEnvironment environment;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_output;
    std::chrono::microseconds m_timeToReady{0};
};

} // namespace pilothouse
