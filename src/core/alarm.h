#pragma once

#include "core/clock.h"

#include <QObject>

namespace pilothouse {

/// Rings when time has passed on its clock, once or again and again. What QTimer is, but a test's
/// clock moves it. Never rings from inside of start(). Lives on the thread that made it; the clock
/// outlives it.
class Alarm final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Alarm)
public:
    explicit Alarm(const Clock &clock, QObject *parent = nullptr);

    /// Rings once, `after` from now. Again: anew from now.
    void start(std::chrono::milliseconds after);
    /// Rings each `interval`, the first time in one.
    void startEvery(std::chrono::milliseconds interval);
    /// Rings each `interval`, at moments that all such alarms share: many that look now and then
    /// wake the process up once. The first time in one `interval` at the latest.
    void startTogether(std::chrono::milliseconds interval);
    /// A ring that is on its way does not arrive any more.
    void stop();
    bool isActive() const { return m_isActive; }

signals:
    void rang();

private:
    void ring();
    std::chrono::milliseconds untilNext() const;

    std::unique_ptr<Clock::Timer> m_timer;
    const Clock &m_clock;
    std::chrono::milliseconds m_due{0};      ///< on the clock
    std::chrono::milliseconds m_interval{0}; ///< 0: once
    bool m_isShared = false;                 ///< startTogether()
    bool m_isActive = false;
};

} // namespace pilothouse
