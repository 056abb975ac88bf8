#include "feed/write_pace.h"

namespace pilothouse {

WritePace::WritePace(const Clock &clock) : m_clock(clock), m_next(clock)
{
    connect(&m_next, &Alarm::rang, this, &WritePace::runAll);
}

void WritePace::run(QObject *owner, std::function<void()> work)
{
    m_waiting.emplace_back(owner, std::move(work));
    if (m_waiting.size() > 1)
        return;
    m_next.start(m_untilNext.isNever() ? std::chrono::milliseconds(0) : m_untilNext.left());
}

void WritePace::runAll()
{
    m_untilNext = Deadline(m_clock, kInterval);
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[owner, work] : waiting)
        if (owner)
            work();
}

} // namespace pilothouse

#include "moc_write_pace.cpp"
