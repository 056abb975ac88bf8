#include "sandbox/desks/file_copy.h"

#include <algorithm>
#include <cerrno>
#include <sys/sendfile.h>

namespace pilothouse {

namespace {

constexpr off_t kPiece = 64 << 20; // bytes, so that it can be stopped in between

/// As sendfile(2), which every file system can.
ssize_t copyPiece(int source, int target, off_t at, size_t size)
{
    off_t from = at;
    off_t to = at;
    const ssize_t copied = copy_file_range(source, &from, target, &to, size, 0);
    const bool isRefused =
        errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
    if (copied >= 0 || !isRefused)
        return copied;
    return lseek(target, at, SEEK_SET) == at ? sendfile(target, source, &from, size) : -1;
}

} // namespace

bool copyFile(const Descriptor &source, const Descriptor &target, off_t size,
              const std::stop_token &stop)
{
    off_t at = 0;
    while (at < size) {
        const off_t data = lseek(source.get(), at, SEEK_DATA);
        if (data < 0 && errno == ENXIO) // no more of it
            break;
        const off_t hole = data < 0 ? size : lseek(source.get(), data, SEEK_HOLE);
        at = std::max(at, data);
        const off_t end = std::min(hole < 0 ? size : hole, size);
        while (at < end) {
            if (stop.stop_requested()) {
                errno = EINTR;
                return false;
            }
            const auto piece = static_cast<size_t>(std::min(kPiece, end - at));
            const ssize_t copied = copyPiece(source.get(), target.get(), at, piece);
            if (copied < 0)
                return false;
            if (copied == 0)
                return ftruncate(target.get(), size) == 0;
            at += copied;
        }
        at = std::max(at, end);
    }
    return ftruncate(target.get(), size) == 0;
}

} // namespace pilothouse
