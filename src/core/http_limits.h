#pragma once

#include <QtGlobal>

#include <chrono>

namespace pilothouse {

/// What one client may cost a FrontDoor. Sizes are bytes.
struct HttpLimits
{
    qsizetype headBytes = 32 * 1024;    ///< request line and fields; beyond: 431
    qsizetype targetBytes = 8 * 1024;   ///< path and query; beyond: 414
    int fields = 100;                   ///< beyond: 431
    qint64 bodyBytes = 8 * 1024 * 1024; ///< where FrontDoor::bodyLimit says nothing; beyond: 413

    int connections = 1000;          ///< WebSockets included; beyond: 503 with Retry-After
    int connectionsPerAddress = 200; ///< the same for one IPv4 address or IPv6 /64, loopback too

    std::chrono::milliseconds handshakeTimeout{5'000};  ///< TLS; then closed
    std::chrono::milliseconds headTimeout{10'000};      ///< from its first byte; then 408
    std::chrono::milliseconds idleTimeout{60'000};      ///< between two requests; then closed
    std::chrono::milliseconds bodyStallTimeout{30'000}; ///< without a byte of the body; then 408
    std::chrono::milliseconds bodyTimeout{300'000};     ///< for the whole body; then 408
    std::chrono::milliseconds answerTimeout{60'000};    ///< until an answer begins; then 504
    std::chrono::milliseconds stallTimeout{30'000};     ///< the client takes no byte; then cut
    std::chrono::milliseconds lingerTime{2'000};        ///< reading on after the last answer

    qint64 highWater = 256 * 1024; ///< unsent bytes at which Exchange::write() says stop
    qint64 lowWater = 64 * 1024;   ///< unsent bytes at which Exchange::onDrain is called

    /// Of bodies and frames that are half sent, of all clients together; who goes beyond: 503, a
    /// WebSocket 1013.
    qint64 heldBytes = 128 * 1024 * 1024;

    quint64 messageBytes = 1024 * 1024; ///< of a WebSocket message, unless its owner sets another
};

} // namespace pilothouse
