#pragma once

#include "core/ids.h"
#include "core/secrets.h"

#include <memory>
#include <unordered_map>

namespace pilothouse {

/// The secrets of all sessions, as long as the server runs: they are stored nowhere. A session
/// that is closed and opened again has them still. Main thread.
class SecretVault
{
    Q_DISABLE_COPY_MOVE(SecretVault)
public:
    explicit SecretVault(const QList<Secret> &everywhere = {}) : m_everywhere(everywhere) {}

    /// What every session has from its beginning.
    const Secrets &everywhere() const { return m_everywhere; }
    /// Those of the session, or of every one.
    const Secrets &find(const SessionId &session) const;
    /// Lives until forget().
    Secrets &of(const SessionId &session);
    /// The session takes no more messages, or is gone.
    void forget(const SessionId &session) { m_sessions.erase(session.value); }

private:
    Secrets m_everywhere;
    std::unordered_map<QString, std::unique_ptr<Secrets>> m_sessions;
};

} // namespace pilothouse
