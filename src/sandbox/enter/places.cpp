#include "places.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

namespace pilothouse {

namespace {

/// `target` becomes the same folder with other owners.
bool mountMapped(int descriptor, const char *target, int idMap)
{
    const int tree = open_tree(descriptor, "", AT_EMPTY_PATH | OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
    mount_attr attributes = {};
    attributes.attr_set = MOUNT_ATTR_IDMAP;
    attributes.userns_fd = static_cast<unsigned>(idMap);
    const bool mounted =
        tree >= 0 && mount_setattr(tree, "", AT_EMPTY_PATH, &attributes, sizeof attributes) == 0 &&
        move_mount(tree, "", AT_FDCWD, target, MOVE_MOUNT_F_EMPTY_PATH) == 0;
    const int error = errno;
    close(tree);
    errno = error;
    return mounted;
}

bool placeOne(int descriptor, size_t number, bool mapped, int idMap)
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
    if (!made)
        return false;
    return mapped ? mountMapped(descriptor, target, idMap)
                  : mount(source, target, nullptr, MS_BIND, nullptr) == 0;
}

bool ownMounts()
{
    return unshare(CLONE_NEWNS) == 0 &&
           mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) == 0;
}

} // namespace

bool place(const std::vector<PlacedPath> &places, int idMap)
{
    if (!ownMounts())
        return false;
    // Opened in the new namespace, for only its own mounts may be bound, and before the places
    // cover anything.
    std::vector<int> opened;
    for (const PlacedPath &each : places)
        opened.push_back(open(each.path, O_PATH | O_CLOEXEC | O_NOFOLLOW));
    if (mount("places", kPlaces, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=64k") != 0 ||
        (idMap >= 0 && mkdir((std::string(kPlaces) + "/over").c_str(), 0755) != 0))
        return false;
    for (size_t i = 0; i < opened.size(); ++i)
        if (opened[i] < 0 || !placeOne(opened[i], i, places[i].mapped, idMap))
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
