/// Runs a program as Docker does by default: with its set of capabilities, and with a system call
/// filter that refuses namespaces and mounts. With --locked as docker/compose.yaml does: no
/// capability, no way to new ones, and an ordinary user.
///   like_a_container [--locked] PROGRAM ARGS
/// Sources: moby's profiles/seccomp/default.json and oci/caps/defaults.go.
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <grp.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <string_view>
#include <vector>

namespace {

constexpr uint64_t kCapabilities = 0xa80425fb;
constexpr uint32_t kNewNamespace = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC |
                                   CLONE_NEWUTS | CLONE_NEWNET | CLONE_NEWCGROUP;
constexpr uint32_t kRefuse = SECCOMP_RET_ERRNO | EPERM;
constexpr uint32_t kUnknown = SECCOMP_RET_ERRNO | ENOSYS; // the C library then uses clone

sock_filter load(size_t offset)
{
    return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset));
}

bool refuseNamespaces()
{
    std::vector<sock_filter> filter{load(offsetof(seccomp_data, nr))};
    for (const long call : {SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root,
                            SYS_fsopen, SYS_fsmount, SYS_open_tree, SYS_move_mount}) {
        filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<uint32_t>(call), 0, 1));
        filter.push_back(BPF_STMT(BPF_RET | BPF_K, kRefuse));
    }
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, kUnknown));
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 3));
    filter.push_back(load(offsetof(seccomp_data, args[0])));
    filter.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kNewNamespace, 0, 1));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, kRefuse));
    filter.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
    const sock_fprog program{.len = static_cast<unsigned short>(filter.size()),
                             .filter = filter.data()};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

void keepCapabilities(uint64_t kept)
{
    for (int each = 0; prctl(PR_CAPBSET_READ, each) >= 0; ++each) {
        if ((kept >> each & 1) == 0)
            prctl(PR_CAPBSET_DROP, each);
    }
}

bool lock()
{
    const passwd *user = getpwnam("games"); // one with a name, as the image's
    keepCapabilities(0);
    return user && setgroups(0, nullptr) == 0 && setgid(user->pw_gid) == 0 &&
           setuid(user->pw_uid) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

} // namespace

int main(int argc, char **argv)
{
    if (geteuid() != 0) {
        std::fputs("like_a_container: needs root\n", stderr);
        return 77; // as CTest is told: skipped
    }
    const bool locked = argc >= 2 && std::string_view(argv[1]) == "--locked";
    if (locked)
        --argc, ++argv;
    if (argc < 2 || !refuseNamespaces()) { // while we still may without giving up privileges
        std::perror("like_a_container");
        return 125;
    }
    if (!locked)
        keepCapabilities(kCapabilities);
    else if (!lock()) {
        std::perror("like_a_container --locked");
        return 125;
    }
    execvp(argv[1], argv + 1);
    std::perror(argv[1]);
    return 127;
}
