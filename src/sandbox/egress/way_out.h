#pragma once

#include "sandbox/descriptor.h"

#include <sys/types.h>

#include <functional>

namespace pilothouse::egress {

class Poller;

/// slirp4netns: a session's way to other machines. It runs outside, as the session's user, without
/// the file system and with a call filter of its own, and makes the session's connections its own.
/// When it ends it is started again; connections break. A process that hears nothing of the session
/// sees to that, for what starts it may not be filtered.
class WayOut
{
public:
    explicit WayOut(Poller &poller) : m_poller(poller) {}

    /// Starts it for the network that the process `inside` is in, and what keeps it. `ready` is
    /// called once the session's device and route are there, each time; `lost` when it does not
    /// stay. False: it cannot be started.
    bool start(pid_t inside, std::function<void()> ready, std::function<void()> lost);

private:
    Poller &m_poller;
    Descriptor m_told;
};

} // namespace pilothouse::egress
