#include "bench/measured_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

MeasuredServer::MeasuredServer() : environment(QProcessEnvironment::systemEnvironment())
{
    m_process.setWorkingDirectory(m_folder.path());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

MeasuredServer::~MeasuredServer()
{
    stop();
}

bool MeasuredServer::start(const QString &program, const QStringList &arguments,
                           const QByteArray &ready)
{
    m_output.clear();
    m_process.setProcessEnvironment(environment);
    QElapsedTimer timer;
    timer.start();
    m_process.start(program, arguments);
    while (!m_output.contains(ready) && m_process.waitForReadyRead(30'000))
        m_output += m_process.readAll();
    m_timeToReady = std::chrono::microseconds(timer.nsecsElapsed() / 1000);
    return m_output.contains(ready);
}

void MeasuredServer::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (m_process.waitForFinished(10'000))
        return;
    m_process.kill();
    m_process.waitForFinished();
}

std::chrono::microseconds MeasuredServer::cpu() const
{
    // Time on a CPU in nanoseconds comes first (kernel: Documentation/scheduler/sched-stats.rst).
    const QString tasks = u"/proc/%1/task/"_s.arg(m_process.processId());
    qint64 nanoseconds = 0;
    for (const QString &task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        nanoseconds += contentOf(tasks + task + u"/schedstat"_s).split(' ').first().toLongLong();
    return std::chrono::microseconds(nanoseconds / 1000);
}

double MeasuredServer::memory(const QByteArray &name) const
{
    const QByteArray rollup = contentOf(u"/proc/%1/smaps_rollup"_s.arg(m_process.processId()));
    for (const QByteArray &line : rollup.split('\n'))
        if (line.startsWith(name) && line.at(name.size()) == ':')
            return line.mid(name.size() + 1).trimmed().split(' ').first().toDouble() / 1024;
    return 0;
}

} // namespace pilothouse
