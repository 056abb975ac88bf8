#include "app/service_manager.h"

#include <QtGlobal>

#include <cstddef>
#include <cstring>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace pilothouse {

ServiceManager::ServiceManager() : m_address(qgetenv("NOTIFY_SOCKET"))
{
    qunsetenv("NOTIFY_SOCKET");
}

bool ServiceManager::tell(const QByteArray &state) const
{
    sockaddr_un address = {};
    if (m_address.isEmpty() || m_address.size() >= qsizetype(sizeof(address.sun_path)))
        return false;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_address.constData(), size_t(m_address.size()));
    if (m_address.startsWith('@')) // a socket without a file
        address.sun_path[0] = 0;
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(m_address.size()));

    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return false;
    const auto sent = ::sendto(descriptor, state.constData(), size_t(state.size()), MSG_NOSIGNAL,
                               reinterpret_cast<const sockaddr *>(&address), length);
    ::close(descriptor);
    return sent == state.size();
}

} // namespace pilothouse
