#include "access/tickets.h"

#include "access/access_token.h"

#include <QCryptographicHash>

#include <algorithm>

namespace pilothouse {

namespace {

constexpr size_t kMostTickets = 1000; ///< then the oldest goes

QByteArray ticketHash(const QByteArray &ticket)
{
    return QCryptographicHash::hash(ticket, QCryptographicHash::Sha256);
}

bool isBelow(const QByteArray &path, const QByteArray &folder)
{
    return path.startsWith(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

} // namespace

Tickets::Tickets(const Clock &clock) : m_clock(clock) {}

QByteArray Tickets::issue(const QByteArray &path)
{
    makeRoom();
    const QByteArray ticket = randomText(32);
    const QByteArray folder = path.endsWith('/') ? path.chopped(1) : path;
    m_tickets.emplace(ticketHash(ticket), Ticket{folder, m_clock.elapsed() + kLifetime});
    return ticket;
}

bool Tickets::redeem(const QByteArray &ticket, const QByteArray &path)
{
    const auto found = m_tickets.extract(ticketHash(ticket));
    return !found.empty() && m_clock.elapsed() < found.mapped().end &&
           isBelow(path, found.mapped().path);
}

void Tickets::makeRoom()
{
    const auto now = m_clock.elapsed();
    std::erase_if(m_tickets, [now](const auto &each) { return each.second.end <= now; });
    if (m_tickets.size() >= kMostTickets)
        m_tickets.erase(std::min_element(m_tickets.begin(), m_tickets.end(),
                                         [](const auto &left, const auto &right) {
                                             return left.second.end < right.second.end;
                                         }));
}

} // namespace pilothouse
