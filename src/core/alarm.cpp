#include "core/alarm.h"

namespace pilothouse {

using std::chrono::milliseconds;

Alarm::Alarm(const Clock &clock, QObject *parent)
    : QObject(parent), m_timer(clock.timer([this] { ring(); })), m_clock(clock)
{
}

void Alarm::start(milliseconds after)
{
    m_due = m_clock.elapsed() + after;
    m_interval = milliseconds(0);
    m_isShared = false;
    m_isActive = true;
    m_timer->start(after);
}

void Alarm::startEvery(milliseconds interval)
{
    start(interval);
    m_interval = interval;
}

void Alarm::startTogether(milliseconds interval)
{
    startEvery(interval);
    m_isShared = true;
    const milliseconds first = untilNext();
    m_due = m_clock.elapsed() + first;
    m_timer->start(first);
}

milliseconds Alarm::untilNext() const
{
    return m_isShared ? m_interval - m_clock.elapsed() % m_interval : m_interval;
}

void Alarm::stop()
{
    m_isActive = false;
    m_timer->stop();
}

// A ring may be on its way in the event loop when the alarm is stopped or set anew.
void Alarm::ring()
{
    if (!m_isActive)
        return;
    if (const milliseconds left = m_due - m_clock.elapsed(); left > milliseconds(0)) {
        m_timer->start(left);
        return;
    }
    if (m_interval > milliseconds(0)) {
        const milliseconds next = untilNext();
        m_due = m_clock.elapsed() + next;
        m_timer->start(next);
    } else {
        m_isActive = false;
    }
    emit rang(); // last: who hears it may destroy this
}

} // namespace pilothouse

#include "moc_alarm.cpp"
