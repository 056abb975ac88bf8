#include "sandbox/unix_connection.h"

#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>

namespace pilothouse {

namespace {

struct Address
{
    sockaddr_un socket{};
    socklen_t length = 0;
    const sockaddr *get() const { return reinterpret_cast<const sockaddr *>(&socket); }
};

Address addressOf(const QByteArray &path)
{
    Address address;
    address.socket.sun_family = AF_UNIX;
    const size_t size = static_cast<size_t>(path.size());
    std::memcpy(address.socket.sun_path, path.constData(), size);
    if (path.startsWith('@'))
        address.socket.sun_path[0] = '\0';
    address.length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + size);
    return address;
}

} // namespace

Descriptor connectToSocket(const QByteArray &path)
{
    if (static_cast<size_t>(path.size()) >= sizeof(sockaddr_un::sun_path))
        return {}; // the first part of it would be another's
    Descriptor fd(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const Address address = addressOf(path);
    if (fd.isOpen() && connect(fd.get(), address.get(), address.length) == 0)
        return fd;
    return {};
}

} // namespace pilothouse
