#pragma once

#include "core/clock.h"

#include <QHash>
#include <QHostAddress>

namespace pilothouse {

/// Counts wrong tokens by where they come from: an IPv4 address, or the /64 network of an IPv6
/// address. After ten within a minute it says how long not to listen. Main thread.
class WrongTries
{
public:
    static constexpr int kMost = 10;
    static constexpr std::chrono::seconds kWindow{60};

    /// `clock` outlives it.
    explicit WrongTries(const Clock &clock);

    /// One more from `peer`. How long it has to wait now; zero: not yet at all.
    std::chrono::seconds add(const QHostAddress &peer);

private:
    struct Tries
    {
        std::chrono::milliseconds end; ///< of the minute that the first one began
        int count = 0;
    };

    void makeRoom();

    const Clock &m_clock;
    QHash<QHostAddress, Tries> m_tries; ///< by network
};

} // namespace pilothouse
