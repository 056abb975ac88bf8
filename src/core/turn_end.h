#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <utility>
#include <vector>

namespace pilothouse {

/// Runs things once what happens just now is over: what one turn of the event loop brings for a
/// viewer leaves in one write, and one posted event serves all viewers. Main thread.
class TurnEnd : public QObject
{
    Q_OBJECT
public:
    /// Runs `work` soon, unless `owner` is gone by then.
    void run(QObject *owner, std::function<void()> work);

private:
    void runAll();

    std::vector<std::pair<QPointer<QObject>, std::function<void()>>> m_waiting;
};

} // namespace pilothouse
