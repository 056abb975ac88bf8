#pragma once

#include "access/credentials.h"

namespace pilothouse {

/// Who may come in at a node: whoever shows its token, and for its health everybody. Main thread.
class NodeGate
{
public:
    /// The clock outlives it.
    NodeGate(const ServerConfig &config, const QByteArray &token, const Clock &clock)
        : m_credentials(config, token, clock)
    {
    }
    Verdict check(const HttpHead &head, const QHostAddress &peer);

private:
    Credentials m_credentials;
};

/// What clients may cost a node: all its desktops may be of one server, which is at one address.
/// Strangers from one address still cannot take all connections. Pure.
HttpLimits nodeLimits(const Config &config);

} // namespace pilothouse
