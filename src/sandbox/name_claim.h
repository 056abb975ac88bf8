#pragma once

#include "sandbox/descriptor.h"

#include <QByteArray>

#include <optional>

namespace pilothouse {

/// The right to a number that all servers of this machine draw from (a user id, a display number).
/// Held as an abstract socket name, which the kernel gives back when the holder dies: there is
/// nothing stale to trip over, and nothing to clean up.
class NameClaim
{
public:
    /// Nothing when somebody holds that name.
    static std::optional<NameClaim> take(const QByteArray &name);

private:
    explicit NameClaim(Descriptor socket) : m_socket(std::move(socket)) {}
    Descriptor m_socket;
};

/// Connects to a unix socket, "@name" for an abstract one; not open when nobody listens.
Descriptor connectToSocket(const QByteArray &path);

} // namespace pilothouse
