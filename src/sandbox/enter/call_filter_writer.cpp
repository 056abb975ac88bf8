/// Writes the system call filters of sessions as a C++ header: call_filter_writer > refused_calls.h
/// Run when the project is built: to have libseccomp make a filter costs each program 0.3 ms more,
/// and so the installed helper needs no library.
///
/// What is refused is what Docker's default profile refuses to a container without capabilities
/// (moby/profiles, seccomp/default.json), as a list of what is denied: a call that is younger than
/// this list works. Refused besides: network families and netlink protocols that no desktop uses,
/// and typing into a terminal (TIOCSTI, TIOCLINUX). Allowed besides: personality(), for debuggers.
#include <seccomp.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr const char *kRefused[] = {
    // others' file systems, and files past all paths
    "mount", "umount", "umount2", "pivot_root", "fsopen", "fsconfig", "fsmount", "fspick",
    "open_tree", "move_mount", "mount_setattr", "name_to_handle_at", "open_by_handle_at",
    "quotactl", "quotactl_fd", "swapon", "swapoff", "fanotify_init", "setns",
    // the kernel itself
    "acct", "bpf", "create_module", "delete_module", "finit_module", "get_kernel_syms",
    "init_module", "ioperm", "iopl", "kexec_file_load", "kexec_load", "lookup_dcookie",
    "nfsservctl", "perf_event_open", "query_module", "reboot", "syslog", "sysfs", "_sysctl",
    "uselib", "userfaultfd", "ustat", "vm86", "vm86old", "io_uring_setup", "io_uring_enter",
    "io_uring_register",
    // keys of others
    "add_key", "keyctl", "request_key",
    // the clock
    "clock_adjtime", "clock_settime", "settimeofday", "stime",
    // where memory lies
    "get_mempolicy", "mbind", "migrate_pages", "move_pages", "set_mempolicy",
    "set_mempolicy_home_node"};

// Younger than Debian 12's libseccomp: open_tree_attr. New calls have one number everywhere.
constexpr uint32_t kYoung[] = {467};

constexpr const char *kIpcObjects[] = {"shmget", "shmat",      "shmctl",   "semget", "semctl",
                                       "semop",  "semtimedop", "msgget",   "msgctl", "msgsnd",
                                       "msgrcv", "mq_open",    "mq_unlink"};

constexpr uint32_t kNewTimeNamespace = 0x80; // CLONE_NEWTIME; in clone() it is part of a signal
constexpr uint32_t kNamespaces[] = {CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWIPC,
                                    CLONE_NEWUTS,  CLONE_NEWNET, CLONE_NEWCGROUP};
constexpr uint64_t kInt = 0xffffffff; // what the kernel looks at of an int

/// Remembers the first failure: nothing is written then.
class Filter
{
public:
    Filter()
    {
        m_failed = m_filter == nullptr;
#if defined(__x86_64__)
        note(seccomp_arch_add(m_filter, SCMP_ARCH_X86));
#elif defined(__aarch64__)
        note(seccomp_arch_add(m_filter, SCMP_ARCH_ARM));
#endif
        // Other ways to call, such as x32, are as if the kernel had none.
        note(seccomp_attr_set(m_filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ERRNO(ENOSYS)));
        note(seccomp_attr_set(m_filter, SCMP_FLTATR_CTL_OPTIMIZE, 2));
    }
    ~Filter()
    {
        seccomp_release(m_filter);
    }
    Filter(const Filter &) = delete;
    Filter &operator=(const Filter &) = delete;

    void refuse(const char *call)
    {
        const int number = seccomp_syscall_resolve_name(call);
        note(number == __NR_SCMP_ERROR ? -ENOENT : seccomp_rule_add(m_filter, kEperm, number, 0));
    }
    template <typename... Compare> void refuse(int call, int error, Compare... compare)
    {
        note(seccomp_rule_add(m_filter, SCMP_ACT_ERRNO(static_cast<uint16_t>(error)), call,
                              sizeof...(compare), compare...));
    }
    /// False: something failed.
    bool write(const char *name) const
    {
        char buffer[sizeof(sock_filter)];
        std::FILE *file = std::tmpfile();
        bool written = !m_failed && file && seccomp_export_bpf(m_filter, fileno(file)) == 0;
        std::printf("constexpr sock_filter %s[] = {\n", name);
        print(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)));
        for (const uint32_t young : kYoung) {
            print(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, young, 0, 1));
            print(BPF_STMT(BPF_RET | BPF_K, kEperm));
        }
        if (written)
            std::rewind(file);
        while (written && std::fread(buffer, sizeof buffer, 1, file) == 1) {
            sock_filter step = {};
            std::memcpy(&step, buffer, sizeof step);
            print(step);
        }
        std::puts("};");
        if (file)
            std::fclose(file);
        return written;
    }

private:
    static constexpr uint32_t kEperm = SCMP_ACT_ERRNO(EPERM);
    static void print(const sock_filter &step)
    {
        std::printf("    {0x%x, %u, %u, 0x%x},\n", step.code, step.jt, step.jf, step.k);
    }
    void note(int result)
    {
        m_failed = m_failed || result < 0;
    }

    scmp_filter_ctx m_filter = seccomp_init(SCMP_ACT_ALLOW);
    bool m_failed = false;
};

void refuseNamespaces(Filter &filter)
{
    for (const uint32_t each : kNamespaces) {
        filter.refuse(SCMP_SYS(clone), EPERM, SCMP_A0(SCMP_CMP_MASKED_EQ, each, each));
        filter.refuse(SCMP_SYS(unshare), EPERM, SCMP_A0(SCMP_CMP_MASKED_EQ, each, each));
    }
    filter.refuse(SCMP_SYS(unshare), EPERM,
                  SCMP_A0(SCMP_CMP_MASKED_EQ, kNewTimeNamespace, kNewTimeNamespace));
    // Its flags are in memory, where no filter sees them. The C library then takes clone().
    filter.refuse(SCMP_SYS(clone3), ENOSYS);
}

/// Left are unix, IPv4, IPv6 and of netlink what says which networks, sockets and devices there
/// are.
void refuseSockets(Filter &filter)
{
    constexpr uint64_t kFirstExotic = AF_NETLINK + 1;
    constexpr uint64_t kFirstYoung = NETLINK_KOBJECT_UEVENT + 1;
    for (uint64_t family = AF_UNSPEC + 1; family < kFirstExotic; ++family) {
        if (family != AF_UNIX && family != AF_INET && family != AF_INET6 && family != AF_NETLINK)
            filter.refuse(SCMP_SYS(socket), EAFNOSUPPORT,
                          SCMP_A0(SCMP_CMP_MASKED_EQ, kInt, family));
    }
    filter.refuse(SCMP_SYS(socket), EAFNOSUPPORT, SCMP_A0(SCMP_CMP_GE, kFirstExotic));
    const auto netlink = SCMP_A0(SCMP_CMP_MASKED_EQ, kInt, AF_NETLINK);
    for (uint64_t protocol = NETLINK_ROUTE + 1; protocol < kFirstYoung; ++protocol) {
        if (protocol != NETLINK_SOCK_DIAG && protocol != NETLINK_KOBJECT_UEVENT)
            filter.refuse(SCMP_SYS(socket), EPROTONOSUPPORT, netlink,
                          SCMP_A2(SCMP_CMP_MASKED_EQ, kInt, protocol));
    }
    filter.refuse(SCMP_SYS(socket), EPROTONOSUPPORT, netlink, SCMP_A2(SCMP_CMP_GE, kFirstYoung));
}

void refuseTyping(Filter &filter)
{
    constexpr uint64_t kTypes[] = {TIOCSTI, 0x541c /* TIOCLINUX */};
    for (const uint64_t each : kTypes)
        filter.refuse(SCMP_SYS(ioctl), EPERM, SCMP_A1(SCMP_CMP_MASKED_EQ, kInt, each));
}

bool writeFilter(const char *name, bool withIpcObjects)
{
    Filter filter;
    for (const char *call : kRefused)
        filter.refuse(call);
    refuseNamespaces(filter);
    refuseSockets(filter);
    refuseTyping(filter);
    if (withIpcObjects) {
        for (const char *call : kIpcObjects)
            filter.refuse(call);
    }
    return filter.write(name);
}

} // namespace

int main()
{
    std::puts("#pragma once\n\n#include <linux/filter.h>\n\nnamespace pilothouse {\n");
    if (!writeFilter("kRefusedCalls", false) || !writeFilter("kRefusedCallsAndIpcObjects", true)) {
        std::fputs("call_filter_writer: libseccomp refused a rule\n", stderr);
        return 1;
    }
    std::puts("\n} // namespace pilothouse");
}
