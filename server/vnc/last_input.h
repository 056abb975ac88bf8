#pragma once

#include "core/alarm.h"

#include <QLocalSocket>
#include <QObject>

#include <memory>

namespace pilothouse {

/// What a viewer had sent to the desktop when its connection ended: the desktop reads it, and
/// closes its end after that. Until then, or for a while at most, the wheel is not settled. A child
/// of the wheel; deletes itself. Main thread.
class LastInput final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(LastInput)
public:
    /// `settling` is one of Wheel::settling(), and kept meanwhile. `desktop` may be closed
    /// afterwards; nothing more can be sent on it. The clock outlives the wheel.
    static void await(const QLocalSocket &desktop, std::shared_ptr<void> settling, QObject &wheel,
                      const Clock &clock);

private:
    LastInput(int descriptor, std::shared_ptr<void> settling, QObject &wheel, const Clock &clock);

    std::shared_ptr<void> m_settling;
    QLocalSocket m_desktop;
    Alarm m_patience;
};

} // namespace pilothouse
