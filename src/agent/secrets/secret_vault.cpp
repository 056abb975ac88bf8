#include "agent/secrets/secret_vault.h"

namespace pilothouse {

const Secrets &SecretVault::find(const SessionId &session) const
{
    const auto known = m_sessions.find(session.value);
    return known == m_sessions.end() ? m_everywhere : *known->second;
}

Secrets &SecretVault::of(const SessionId &session)
{
    std::unique_ptr<Secrets> &secrets = m_sessions[session.value];
    if (!secrets)
        secrets = std::make_unique<Secrets>(m_everywhere);
    return *secrets;
}

} // namespace pilothouse
