#pragma once

#include "core/alarm.h"
#include "core/deadline.h"

#include <QPointer>

#include <functional>
#include <utility>
#include <vector>

namespace pilothouse {

/// Says when viewers' outboxes are written: at the end of this turn of the event loop, but at
/// most once in `kInterval`. A single event leaves at once; of many in a row those of one interval
/// leave in one write for each viewer, which is most of what a viewer costs. An interval is well
/// below a frame of a screen, so nobody sees it. One timer serves all viewers. Main thread.
class WritePace : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kInterval{5};

    explicit WritePace(const Clock &clock);

    /// Runs `work` once, soon, unless `owner` is gone by then.
    void run(QObject *owner, std::function<void()> work);

private:
    void runAll();

    std::vector<std::pair<QPointer<QObject>, std::function<void()>>> m_waiting;
    const Clock &m_clock;
    Deadline m_untilNext; ///< never: nothing was written yet
    Alarm m_next;
};

} // namespace pilothouse
