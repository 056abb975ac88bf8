#include "places.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

namespace pilothouse {

namespace {

bool placeOne(int descriptor, size_t number)
{
    char target[64];
    char source[64];
    std::snprintf(target, sizeof target, "%s/%zu", kPlaces, number);
    std::snprintf(source, sizeof source, "/proc/self/fd/%d", descriptor);
    struct stat status = {};
    if (fstat(descriptor, &status) != 0)
        return false;
    const bool made = S_ISDIR(status.st_mode)
                          ? mkdir(target, 0755) == 0
                          : close(open(target, O_CREAT | O_WRONLY | O_CLOEXEC, 0644)) == 0;
    return made && mount(source, target, nullptr, MS_BIND, nullptr) == 0;
}

bool ownMounts()
{
    return unshare(CLONE_NEWNS) == 0 &&
           mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) == 0;
}

} // namespace

bool place(const std::vector<const char *> &paths)
{
    if (!ownMounts())
        return false;
    // Opened in the new namespace, for only its own mounts may be bound, and before the places
    // cover anything.
    std::vector<int> opened;
    for (const char *path : paths)
        opened.push_back(open(path, O_PATH | O_CLOEXEC | O_NOFOLLOW));
    if (mount("places", kPlaces, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=64k") != 0)
        return false;
    for (size_t i = 0; i < opened.size(); ++i)
        if (opened[i] < 0 || !placeOne(opened[i], i))
            return false;
    return true;
}

bool openTun()
{
    constexpr char kTun[] = "/dev/net/tun";
    constexpr mode_t kForAll = 0666;
    struct stat status = {};
    if (stat(kTun, &status) != 0)
        return false;
    if ((status.st_mode & kForAll) == kForAll)
        return true;
    const mode_t mask = umask(0);
    const bool made =
        ownMounts() &&
        mount("tun", "/dev/net", "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755,size=4k") == 0 &&
        mknod(kTun, S_IFCHR | kForAll, status.st_rdev) == 0;
    umask(mask);
    return made;
}

} // namespace pilothouse
