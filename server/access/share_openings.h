#pragma once

#include "core/clock.h"

#include <QHash>
#include <QHostAddress>

namespace pilothouse {

class AuditLog;
struct Share;

/// Writes to the audit trail that a link was opened: which one, and from what address. Whoever
/// opens it asks for many things; those of ten minutes from one network are one opening. Main
/// thread.
class ShareOpenings
{
public:
    static constexpr std::chrono::minutes kOne{10};

    /// Both outlive it.
    ShareOpenings(AuditLog &audit, const Clock &clock) : m_audit(audit), m_clock(clock) {}

    /// Something that the link shows was asked for.
    void note(const Share &share, const QHostAddress &peer);

private:
    using Opening = std::pair<QString, QHostAddress>; ///< of a share, by its id, to a network

    void makeRoom();

    AuditLog &m_audit;
    const Clock &m_clock;
    QHash<Opening, std::chrono::milliseconds> m_ends;
};

} // namespace pilothouse
