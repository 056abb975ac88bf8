#include "root_ids.h"

#include "places.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

namespace pilothouse {

namespace {

constexpr uid_t kUserInside = 1000;
constexpr uid_t kNobody = 65534;

/// What packages need: to give files away, whatever their permissions, and to become the users that
/// they bring. Not: mounts, network, tracing, devices, files by handle, rights of files.
constexpr unsigned kRootMay[] = {CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_FSETID,
                                 CAP_KILL,  CAP_SETGID,       CAP_SETUID, CAP_NET_BIND_SERVICE};

bool writeText(const std::string &path, const std::string &text)
{
    const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const bool written =
        file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const int error = errno;
    close(file);
    errno = error;
    return written;
}

std::string mapOf(uid_t user, uid_t first)
{
    const auto line = [](uid_t inside, uid_t outside, uid_t count) {
        return std::to_string(inside) + ' ' + std::to_string(outside) + ' ' +
               std::to_string(count) + '\n';
    };
    const uid_t after = kUserInside + 1;
    return line(0, first, kUserInside) + line(kUserInside, user, 1) +
           line(after, first + after, kRootIds - 1 - after) +
           line(kNobody, first + kRootIds - 1, 1);
}

/// Holds the namespace until it is killed.
[[noreturn]] void holdUsers(uid_t user, unsigned long processes, int ready)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const rlimit limit{processes, processes}; // the kernel remembers it as that of the namespace
    if (processes > 0)
        setrlimit(RLIMIT_NPROC, &limit);
    const bool made = setgroups(0, nullptr) == 0 && setresgid(user, user, user) == 0 &&
                      setresuid(user, user, user) == 0 && unshare(CLONE_NEWUSER) == 0;
    const char error = static_cast<char>(made ? 0 : errno);
    if (write(ready, &error, 1) == 1)
        pause();
    _exit(1);
}

int openMapped(pid_t holder, int ready, const std::string &map)
{
    char error = EIO;
    if (read(ready, &error, 1) != 1 || error != 0) {
        errno = error;
        return -1;
    }
    const std::string folder = "/proc/" + std::to_string(holder);
    if (!writeText(folder + "/uid_map", map) || !writeText(folder + "/gid_map", map))
        return -1;
    return open((folder + "/ns/user").c_str(), O_RDONLY | O_CLOEXEC);
}

bool mountOverlay(const char *places, const std::string &target)
{
    std::string lower;
    std::string top;
    for (const char *at = places; *at;) {
        const size_t length = std::strcspn(at, ":");
        if (!top.empty())
            lower += (lower.empty() ? "" : ":") + top;
        top = std::string(kPlaces) + '/' + std::string(at, length);
        at += length + (at[length] == ':');
    }
    const std::string options =
        "userxattr,lowerdir=" + lower + ",upperdir=" + top + "/upper,workdir=" + top + "/work";
    return mount("overlay", target.c_str(), "overlay", MS_NODEV | MS_NOSUID, options.c_str()) == 0;
}

bool keepOnlyWhatRootMay()
{
    uint64_t mask = 0;
    for (const unsigned each : kRootMay)
        mask |= uint64_t{1} << each;
    for (int each = 0; prctl(PR_CAPBSET_READ, each) >= 0; ++each) {
        if ((mask >> each & 1) == 0 && prctl(PR_CAPBSET_DROP, each) != 0)
            return false;
    }
    __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct sets[2] = {};
    for (unsigned i = 0; i < 2; ++i) {
        sets[i].permitted = static_cast<uint32_t>(mask >> (32 * i));
        sets[i].effective = sets[i].permitted;
    }
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) == 0 &&
           syscall(SYS_capset, &header, sets) == 0;
}

bool become(uid_t id)
{
    return setgroups(0, nullptr) == 0 && setresgid(id, id, id) == 0 && setresuid(id, id, id) == 0;
}

} // namespace

int makeUsers(uid_t user, uid_t first, unsigned long processes)
{
    int ready[2];
    if (pipe2(ready, O_CLOEXEC) != 0)
        return -1;
    const pid_t holder = fork();
    if (holder == 0)
        holdUsers(user, processes, ready[1]);
    close(ready[1]);
    const int users = holder < 0 ? -1 : openMapped(holder, ready[0], mapOf(user, first));
    const int error = errno;
    close(ready[0]);
    if (holder > 0 && kill(holder, SIGKILL) == 0)
        waitpid(holder, nullptr, 0);
    errno = error;
    return users;
}

bool enterUsers(int users)
{
    const bool entered = setns(users, CLONE_NEWUSER) == 0 && become(0) && unshare(CLONE_NEWNS) == 0;
    const int error = errno;
    close(users);
    errno = error;
    return entered;
}

bool mountOverlays(const std::vector<const char *> &overlays)
{
    if (overlays.empty())
        return true;
    // The places are the real root's: the targets lie in a file system of our own.
    const std::string folder = std::string(kPlaces) + "/over";
    if (mount("over", folder.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=64k") != 0)
        return false;
    for (size_t i = 0; i < overlays.size(); ++i) {
        const std::string target = folder + '/' + std::to_string(i);
        if (mkdir(target.c_str(), 0755) != 0 || !mountOverlay(overlays[i], target))
            return false;
    }
    return true;
}

bool becomeRootInside()
{
    return become(0) && keepOnlyWhatRootMay();
}

bool becomeUserInside(const char *folder)
{
    if (folder && chown(folder, kUserInside, kUserInside) != 0)
        return false;
    for (int each = 0; prctl(PR_CAPBSET_READ, each) >= 0; ++each)
        prctl(PR_CAPBSET_DROP, each);
    // Seen by those outside who are this user, as every sandbox's process 1. To change the user
    // makes a process outlive its parent, here the server.
    return become(kUserInside) && prctl(PR_SET_DUMPABLE, 1) == 0 &&
           prctl(PR_SET_PDEATHSIG, SIGKILL) == 0;
}

} // namespace pilothouse
