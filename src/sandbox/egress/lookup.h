#pragma once

#include "addresses.h"
#include "sandbox/descriptor.h"

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace pilothouse::egress {

class Poller;

/// Looks names up as this machine does (hosts file, resolver), without making anybody wait.
class Lookup
{
public:
    using Found = std::function<void(const std::vector<Address> &addresses)>;
    explicit Lookup(Poller &poller);
    ~Lookup();

    /// `found` is called later, with nothing when there is no such name. Returns a number for
    /// forget().
    int find(const std::string &name, Found found);
    void forget(int number) { m_waiting.erase(number); }

private:
    struct Mailbox;
    Poller &m_poller;
    std::shared_ptr<Mailbox> m_mailbox; ///< outlives us in threads that still look up
    std::map<int, Found> m_waiting;
    int m_next = 0;
};

} // namespace pilothouse::egress
