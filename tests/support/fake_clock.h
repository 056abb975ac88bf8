#pragma once

#include "core/clock.h"

namespace pilothouse {

/// Time that passes only when a test says so. Starts at 2026-01-01T00:00:00.000Z.
class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_start.addMSecs(m_elapsed.count()); }
    std::chrono::milliseconds elapsed() const override { return m_elapsed; }
    void advance(std::chrono::milliseconds by) { m_elapsed += by; }

private:
    QDateTime m_start = QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
    std::chrono::milliseconds m_elapsed{0};
};

} // namespace pilothouse
