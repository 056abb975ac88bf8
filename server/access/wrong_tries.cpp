#include "access/wrong_tries.h"

#include "door/peer_network.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kMostNetworks = 4096; ///< then the oldest goes

} // namespace

WrongTries::WrongTries(const Clock &clock) : m_clock(clock) {}

std::chrono::seconds WrongTries::add(const QHostAddress &peer)
{
    const auto now = m_clock.elapsed();
    const QHostAddress network = networkOf(peer);
    if (!m_tries.contains(network))
        makeRoom();
    Tries &tries = m_tries[network];
    if (tries.count == 0 || tries.end <= now)
        tries = {.end = now + kWindow};
    tries.count = std::min(tries.count + 1, kMost + 1);
    if (tries.count <= kMost)
        return {};
    return std::chrono::ceil<std::chrono::seconds>(tries.end - now);
}

void WrongTries::makeRoom()
{
    if (m_tries.size() < kMostNetworks)
        return;
    const auto now = m_clock.elapsed();
    m_tries.removeIf([now](const auto &each) { return each.value().end <= now; });
    if (m_tries.size() >= kMostNetworks)
        m_tries.erase(std::min_element(
            m_tries.cbegin(), m_tries.cend(),
            [](const Tries &left, const Tries &right) { return left.end < right.end; }));
}

} // namespace pilothouse
