#include "app/option_kinds.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace options;

namespace {

QList<Option> timeLimits()
{
    return {
        limit(
            u"head-timeout"_s, u"PILOTHOUSE_HEAD_TIMEOUT"_s, 1s, 1h,
            u"for the head of a request, from its first byte; then 408"_s,
            [](auto &c) -> auto & { return c.server.limits.headTimeout; }),
        limit(
            u"body-timeout"_s, u"PILOTHOUSE_BODY_TIMEOUT"_s, 1s, 24h,
            u"for the whole body of a request; then 408"_s,
            [](auto &c) -> auto & { return c.server.limits.bodyTimeout; }),
        limit(
            u"answer-timeout"_s, u"PILOTHOUSE_ANSWER_TIMEOUT"_s, 1s, 1h,
            u"until an answer begins; then 504"_s,
            [](auto &c) -> auto & { return c.server.limits.answerTimeout; }),
        limit(
            u"stall-timeout"_s, u"PILOTHOUSE_STALL_TIMEOUT"_s, 1s, 1h,
            u"a client that takes no byte of its answer for so long is cut off"_s,
            [](auto &c) -> auto & { return c.server.limits.stallTimeout; }),
        limit(
            u"keep-alive"_s, u"PILOTHOUSE_KEEP_ALIVE"_s, 1s, 1h,
            u"a connection without a request is closed after this"_s,
            [](auto &c) -> auto & { return c.server.limits.idleTimeout; }),
    };
}

} // namespace

QList<Option> limitOptions()
{
    constexpr int mostConnections = 100'000;
    constexpr double mostBytes = 1024.0 * 1024 * 1024;
    const QList<Option> sizes{
        number(
            u"max-connections"_s, u"PILOTHOUSE_MAX_CONNECTIONS"_s, 1, mostConnections,
            u"at once, WebSockets included; beyond: 503"_s,
            [](auto &c) -> auto & { return c.server.limits.connections; }),
        number(
            u"max-connections-per-address"_s, u"PILOTHOUSE_MAX_CONNECTIONS_PER_ADDRESS"_s, 1,
            mostConnections, u"the same for one IPv4 address or IPv6 /64"_s,
            [](auto &c) -> auto & { return c.server.limits.connectionsPerAddress; }),
        number(
            u"max-body"_s, u"PILOTHOUSE_MAX_BODY"_s, 1024, mostBytes,
            u"bytes of a request's body; files of a session may have 64 MiB in any case"_s,
            [](auto &c) -> auto & { return c.server.limits.bodyBytes; }),
    };
    return sizes + timeLimits();
}

} // namespace pilothouse
