#include "core/turn_end.h"

namespace pilothouse {

void TurnEnd::run(QObject *owner, std::function<void()> work)
{
    m_waiting.emplace_back(owner, std::move(work));
    if (m_waiting.size() == 1)
        QMetaObject::invokeMethod(this, &TurnEnd::runAll, Qt::QueuedConnection);
}

void TurnEnd::runAll()
{
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[owner, work] : waiting)
        if (owner)
            work();
}

} // namespace pilothouse
