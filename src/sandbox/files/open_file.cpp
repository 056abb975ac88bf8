#include "sandbox/files/open_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

Failure readFailure(int error)
{
    return fail(Errc::Io, u"The file cannot be read."_s,
                QString::fromLocal8Bit(std::strerror(error)));
}

} // namespace

Result<QByteArray> readAt(const Descriptor &file, qint64 offset, qint64 most)
{
    QByteArray bytes(most, Qt::Uninitialized);
    qint64 read = 0;
    while (read < most) {
        const ssize_t count = ::pread(file.get(), bytes.data() + read,
                                      static_cast<size_t>(most - read), offset + read);
        if (count < 0 && errno != EINTR)
            return readFailure(errno);
        if (count == 0)
            break;
        read += std::max<ssize_t>(count, 0);
    }
    bytes.truncate(read);
    return bytes;
}

/// The number of a file that went is soon given to another one: the times of their birth differ.
Result<QString> markOf(const Descriptor &file)
{
    struct statx found = {};
    if (::statx(file.get(), "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &found) != 0)
        return readFailure(errno);
    return u"%1:%2-%3-%4.%5"_s.arg(found.stx_dev_major)
        .arg(found.stx_dev_minor)
        .arg(found.stx_ino)
        .arg(found.stx_btime.tv_sec)
        .arg(found.stx_btime.tv_nsec);
}

} // namespace pilothouse
