#pragma once

#include "core/acceptance.h"
#include "core/task_scope.h"
#include "store/journal.h"

namespace pilothouse {

/// Whether the server could store something now, for those who ask often and may be anybody: asks
/// the journal once for all who ask within a second. Main thread; what it is given outlives it.
class StorageProbe
{
    Q_DISABLE_COPY_MOVE(StorageProbe)
public:
    StorageProbe(Journal &journal, const Clock &clock, TaskScope &tasks);

    /// Errors: Journal::tryToStore(). Timeout: no answer within a second, e.g. as another program
    /// has locked the database.
    QCoro::Task<Result<>> ask();

private:
    Journal &m_journal;
    const Clock &m_clock;
    TaskScope &m_tasks;
    std::shared_ptr<Acceptance> m_last;
    std::chrono::milliseconds m_asked{0};
};

} // namespace pilothouse
