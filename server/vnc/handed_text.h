#pragma once

#include "core/alarm.h"
#include "core/task_scope.h"
#include "screen/screen.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>

#include <memory>
#include <stop_token>

namespace pilothouse {

/// A text that a person hands over to the desktop's clipboard: until it is there, or for a while at
/// most, the wheel is not settled. It does not need the person's connection. A child of the wheel;
/// deletes itself. Main thread.
class HandedText final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(HandedText)
public:
    /// `settling` is one of Wheel::settling(), and kept meanwhile. The screen lasts until the
    /// wheel is gone or it has ended its calls; the clock outlives the wheel.
    static void put(Screen &screen, const QString &text, std::shared_ptr<void> settling,
                    QObject &wheel, const Clock &clock);

private:
    HandedText(QObject &wheel, const Clock &clock);
    static QCoro::Task<> run(QPointer<HandedText> self, Screen &screen, QString text,
                             std::shared_ptr<void> settling, std::stop_token stop);

    Alarm m_patience;
    TaskScope m_task;
};

} // namespace pilothouse
