#pragma once

#include "core/clock.h"

#include <QByteArray>

#include <map>

namespace pilothouse {

/// One-time tickets for viewers that cannot send header fields: each opens one path and what is
/// below it, once, within 30 seconds. In memory only, and only as hashes. Main thread.
class Tickets
{
public:
    static constexpr std::chrono::seconds kLifetime{30};

    /// `clock` outlives it.
    explicit Tickets(const Clock &clock);

    /// A new ticket for `path`, which starts with "/" and is written as in a URL.
    QByteArray issue(const QByteArray &path);

    /// Whether `ticket` opens `path` now. It is used up in any case.
    bool redeem(const QByteArray &ticket, const QByteArray &path);

private:
    struct Ticket
    {
        QByteArray path; ///< without a final slash
        std::chrono::milliseconds end;
    };

    void makeRoom();

    const Clock &m_clock;
    std::map<QByteArray, Ticket> m_tickets; ///< by hash, so that looking one up tells nothing
};

} // namespace pilothouse
