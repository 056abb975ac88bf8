#include "core/clock.h"

#include <QTimer>

#include <algorithm>

namespace pilothouse {

namespace {

class SystemTimer final : public Clock::Timer
{
public:
    explicit SystemTimer(std::function<void()> ring)
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        // Queued: who is rung may destroy this timer.
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(ring),
                         Qt::QueuedConnection);
    }
    void start(std::chrono::milliseconds after) override
    {
        constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24 * 24); // of a QTimer
        m_timer.start(std::clamp(after, std::chrono::milliseconds(0), kLongest));
    }
    void stop() override { m_timer.stop(); }

private:
    QTimer m_timer;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }
    std::chrono::milliseconds elapsed() const override
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
    std::unique_ptr<Timer> timer(std::function<void()> ring) const override
    {
        return std::make_unique<SystemTimer>(std::move(ring));
    }
};

} // namespace

const Clock &systemClock()
{
    static const SystemClock clock;
    return clock;
}

// By hand: Qt's own takes longer than reading the row it is in from the database.
QString isoTime(const QDateTime &time)
{
    using namespace std::chrono;
    if (!time.isValid())
        return {};
    const sys_time<milliseconds> point{milliseconds(time.toMSecsSinceEpoch())};
    const auto day = floor<days>(point);
    const year_month_day date(day);
    const hh_mm_ss clock(point - day);
    char text[] = "0000-00-00T00:00:00.000Z";
    const auto put = [&text](size_t at, size_t digits, auto value) {
        for (auto rest = static_cast<unsigned>(value); digits > 0; rest /= 10)
            text[at + --digits] = static_cast<char>('0' + rest % 10);
    };
    put(0, 4, int(date.year()));
    put(5, 2, unsigned(date.month()));
    put(8, 2, unsigned(date.day()));
    put(11, 2, clock.hours().count());
    put(14, 2, clock.minutes().count());
    put(17, 2, clock.seconds().count());
    put(20, 3, clock.subseconds().count());
    return QString::fromLatin1(text, sizeof text - 1);
}

} // namespace pilothouse
