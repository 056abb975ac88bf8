#pragma once

#include <QDateTime>

#include <chrono>

namespace pilothouse {

/// Time as the product sees it; passed by reference so that tests can hold it still.
/// Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Wall clock in UTC, millisecond precision: for what is stored and shown.
    virtual QDateTime now() const = 0;
    /// Monotonic time since an arbitrary start: for durations and time-outs.
    virtual std::chrono::milliseconds elapsed() const = 0;
};

/// The machine's clocks.
class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    std::chrono::milliseconds elapsed() const override;
};

/// `time` as ISO 8601 in UTC with milliseconds: "2026-11-21T09:30:00.123Z".
QString isoTime(const QDateTime &time);
/// The reverse of isoTime(); an invalid QDateTime when the text is none.
QDateTime fromIsoTime(const QString &text);

} // namespace pilothouse
