#pragma once

#include "core/result.h"
#include "core/wait.h"

#include <memory>
#include <optional>

namespace pilothouse {

/// Whether something that was taken on is stored. Shared by who takes it on and who waits to
/// answer for it: either may be gone first. Main thread.
class Acceptance : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Acceptance)
public:
    Acceptance() = default;

    /// Once; what comes later is ignored.
    void settle(const Result<> &outcome);
    const std::optional<Result<>> &outcome() const { return m_outcome; }

signals:
    void settled();

private:
    std::optional<Result<>> m_outcome;
};

/// Ends when it is settled. Timeout: not within half a minute; nobody knows then.
QCoro::Task<Result<>> untilSettled(std::shared_ptr<Acceptance> acceptance, const Clock &clock);

} // namespace pilothouse
