#include "feed/write_pace.h"

#include <algorithm>

namespace pilothouse {

WritePace::WritePace()
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &WritePace::runAll);
}

void WritePace::run(QObject *owner, std::function<void()> work)
{
    m_waiting.emplace_back(owner, std::move(work));
    if (m_waiting.size() > 1)
        return;
    const qint64 since = m_sinceLast.isValid() ? m_sinceLast.elapsed() : kInterval.count();
    m_next.start(static_cast<int>(std::max<qint64>(kInterval.count() - since, 0)));
}

void WritePace::runAll()
{
    m_sinceLast.start();
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[owner, work] : waiting)
        if (owner)
            work();
}

} // namespace pilothouse

#include "moc_write_pace.cpp"
