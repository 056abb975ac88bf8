#include "node/node_gate.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kConnectionsOfDesktop = 8; // its link, viewers, files; and those that break

bool isForAll(const HttpHead &head)
{
    return head.method == "GET" &&
           (head.path == "/health" || head.path == "/health/live" || head.path == "/health/ready");
}

QByteArray tokenIn(const HttpHead &head)
{
    const QByteArray scheme = "bearer ";
    const QByteArray shown = head.value("authorization");
    return shown.toLower().startsWith(scheme) ? shown.sliced(scheme.size()).trimmed()
                                              : QByteArray();
}

} // namespace

/// Nothing here is for browsers: a page that asks is one that should not.
Verdict NodeGate::check(const HttpHead &head, const QHostAddress &peer)
{
    if (!head.value("origin").isEmpty())
        return Verdict::refuse(403, u"A node is for servers, not for pages."_s);
    if (isForAll(head))
        return Verdict::admit();
    const QByteArray token = tokenIn(head);
    if (token.isEmpty())
        return askForToken(u"This needs the token of this node."_s);
    Verdict verdict = m_credentials.tryToken(token, peer);
    if (verdict.refusal == 0)
        verdict.standing = Standing::Known;
    return verdict;
}

HttpLimits nodeLimits(const Config &config)
{
    HttpLimits limits = config.server.limits;
    const int wanted = kConnectionsOfDesktop * config.agent.maxSessions;
    limits.connectionsPerAddress = std::max(limits.connectionsPerAddress, wanted);
    limits.connections = std::max(limits.connections, 2 * limits.connectionsPerAddress);
    return limits;
}

} // namespace pilothouse
