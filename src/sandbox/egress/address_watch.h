#pragma once

#include "addresses.h"
#include "sandbox/descriptor.h"

#include <functional>
#include <vector>

namespace pilothouse::egress {

class Poller;

/// Tells when this machine gets or loses an address (rtnetlink(7)).
class AddressWatch
{
public:
    using Changed = std::function<void(const std::vector<Address> &own)>;

    /// Outlived by `poller`.
    explicit AddressWatch(Poller &poller) : m_poller(poller) {}
    ~AddressWatch();
    AddressWatch(const AddressWatch &) = delete;
    AddressWatch &operator=(const AddressWatch &) = delete;

    /// `changed` gets all that the machine has, once now and after each change. False: the kernel
    /// tells nothing.
    bool start(Changed changed);

private:
    Poller &m_poller;
    Descriptor m_events;
};

} // namespace pilothouse::egress
