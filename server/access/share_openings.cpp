#include "access/share_openings.h"

#include "door/peer_network.h"
#include "store/audit_log.h"
#include "store/share_store.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kMost = 4096; ///< then the oldest is forgotten

} // namespace

void ShareOpenings::note(const Share &share, const QHostAddress &peer)
{
    const Opening opening{share.id, networkOf(peer)};
    const auto now = m_clock.elapsed();
    if (m_ends.value(opening) > now)
        return;
    makeRoom();
    m_ends.insert(opening, now + kOne);
    m_audit.append(auditShare(peer.toString(), share.session, AuditAction::ShareOpened,
                              share.id)); // the log tells when it cannot
}

void ShareOpenings::makeRoom()
{
    if (m_ends.size() < kMost)
        return;
    const auto now = m_clock.elapsed();
    m_ends.removeIf([now](const auto &each) { return each.value() <= now; });
    if (m_ends.size() >= kMost)
        m_ends.erase(std::min_element(m_ends.cbegin(), m_ends.cend()));
}

} // namespace pilothouse
