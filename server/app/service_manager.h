#pragma once

#include <QByteArray>

namespace pilothouse {

/// Tells the service manager that started this program how it is: "READY=1", "STOPPING=1" (the
/// protocol of sd_notify(3), without its library: one datagram to the socket that NOTIFY_SOCKET
/// names). Does nothing where nobody asked for it. The variable is removed from the environment, so
/// that no program started from here can speak for the server. Main thread.
class ServiceManager
{
public:
    ServiceManager();
    /// Returns whether it was told.
    bool tell(const QByteArray &state) const;

private:
    QByteArray m_address; ///< path, or @name of an abstract socket; empty: nobody listens
};

} // namespace pilothouse
