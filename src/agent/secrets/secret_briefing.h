#pragma once

#include "core/secrets.h"

namespace pilothouse {

/// What the model must know of the secrets it may type: their names and where they belong, told
/// with the first message and again when they change. Main thread. `secrets` outlives it.
class SecretBriefing
{
public:
    explicit SecretBriefing(const Secrets &secrets) : m_secrets(secrets) {}

    /// One paragraph for the model; empty: it knows all.
    QString news() const;
    /// It is told what news() said.
    void setTold() { m_told = current(); }

private:
    QString current() const;

    const Secrets &m_secrets;
    QString m_told;
};

} // namespace pilothouse
