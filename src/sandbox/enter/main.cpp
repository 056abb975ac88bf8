/// pilothouse-enter: the small program through which everything of a desktop is started.
///
/// - pilothouse-enter [--place PATH | --map PATH]... [--root-ids FIRST] [--overlay N:N]... [--uid
/// U] [--join PID] [--home] [--die-with-parent PID] [--die-with-input]
/// [--tun]
///   [--landlock] [--readable PATH]... [--writable PATH]...
///   [--shared PATH]... [--filter] [--no-ipc-objects]
///   [--keep DESCRIPTOR]...
///   [--group FILE]... [--processes N] [--files N] [--file-size BYTES] -- PROGRAM ARGS:
///   run PROGRAM as that user, inside.
/// - pilothouse-enter --init [FOLDER]: process 1 of a sandbox; FOLDER becomes the user's.
/// - pilothouse-enter --serve-root SOCKET, --ask-root SOCKET -- PROGRAM ARGS: see root_service.h.
/// - pilothouse-enter --guard KEY=VALUE [UID]...: outlives the server and ends what it left.
///
/// It closes all descriptors but 0, 1, 2 and the kept ones, places what the sandbox is made of,
/// drops privileges, leaves the server's keys behind, joins the namespaces of PID, leaves the
/// terminal's session, takes away the way back to more privileges, with --landlock closes all files
/// but the system's and the given ones (and, without --uid, signals), with --filter refuses system
/// calls (call_filter.h; so does --init), and becomes PROGRAM. With --die-with-input whatever
/// PROGRAM starts in its own group ends with standard input, a pipe that nobody writes into. With
/// --join there are two processes, for a PID namespace is entered by a child only: this one waits,
/// hands signals on and ends as the child ended; when it is killed, the child is killed too. Exit
/// codes of its own: 125 it failed itself, 127 PROGRAM did not start.
#include "call_filter.h"
#include "guard.h"
#include "join.h"
#include "landlock.h"
#include "limits.h"
#include "options.h"
#include "places.h"
#include "root_ids.h"
#include "root_service.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/keyctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using pilothouse::IpcObjects;
using pilothouse::Options;

constexpr int kOwnFailure = 125;
constexpr int kNotStarted = 127;
volatile sig_atomic_t g_child = 0;

[[noreturn]] void giveUp(const char *what)
{
    std::fprintf(stderr, "pilothouse-enter: %s: %s\n", what, std::strerror(errno));
    _exit(kOwnFailure);
}

/// What we were not told to keep is the server's, or its parent's.
void closeDescriptors(std::vector<int> kept)
{
    std::sort(kept.begin(), kept.end());
    int next = STDERR_FILENO + 1;
    for (const int each : kept) {
        while (next < each)
            close(next++);
        next = std::max(next, each + 1);
    }
    closefrom(next);
}

/// A session keyring of our own, for the server's is handed down to whoever it starts. Where the
/// kernel has no keys, or a container's filter refuses them, there are none to be had inside; and
/// where a user has too many keyrings, our own filter sees to that.
void leaveKeys(const Options &options)
{
    const bool left = syscall(SYS_keyctl, KEYCTL_JOIN_SESSION_KEYRING, nullptr) >= 0;
    if (!left && errno != ENOSYS && errno != EPERM && !options.filter)
        giveUp("cannot leave the server's keys");
}

void handOn(int signal)
{
    if (g_child > 0)
        kill(g_child, signal);
}

void dropCapabilities()
{
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; ++capability)
        prctl(PR_CAPBSET_DROP, capability);
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
}

void forbidNewPrivileges()
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        giveUp("cannot give up privileges");
}

void filterCalls(IpcObjects objects)
{
    if (!pilothouse::refuseCalls(objects))
        giveUp("cannot filter system calls");
}

/// Process 1 of a sandbox: cannot be killed from inside, buries orphans, ends with the sandbox.
[[noreturn]] void beInit(const char *folder)
{
    closefrom(STDERR_FILENO + 1);
    if (getuid() == 0 && !pilothouse::becomeUserInside(folder))
        giveUp("cannot become the session's user");
    forbidNewPrivileges();
    filterCalls(IpcObjects::Allowed);
    sigset_t childEnded;
    sigemptyset(&childEnded);
    sigaddset(&childEnded, SIGCHLD);
    sigprocmask(SIG_BLOCK, &childEnded, nullptr);
    if (write(STDERR_FILENO, "ready\n", 6) != 6)
        _exit(kOwnFailure);
    for (;;) {
        sigwaitinfo(&childEnded, nullptr);
        while (waitpid(-1, nullptr, WNOHANG) > 0)
            continue;
    }
}

void becomeUser(uid_t uid)
{
    dropCapabilities(); // before, while we may; what we hold is lost with the user
    if (setgroups(0, nullptr) != 0 || setresgid(uid, uid, uid) != 0 ||
        setresuid(uid, uid, uid) != 0)
        giveUp("cannot become the session's user");
    forbidNewPrivileges();
}

/// Root of the sandbox's own users, nobody outside, with all it takes to make the sandbox.
void becomeMaker(int users, const Options &options)
{
    if (!pilothouse::enterUsers(users))
        giveUp("cannot become the sandbox's root");
    if (!pilothouse::mountOverlays(options.overlays))
        giveUp("cannot lay the session's own files over the system's");
    forbidNewPrivileges();
}

/// The server ignores SIGPIPE, and who ignores a signal passes that on.
void resetSignals()
{
    for (int each = 1; each < NSIG; ++each)
        signal(each, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// The signal of a parent's death reaches who has asked for it. Bubblewrap's child asks late: it
/// first sleeps until its parent has given it its users, and for ever where that one was killed
/// meanwhile. So the kernel signals the whole group when the other end of our input is closed.
void endWithInput()
{
    const int flags = fcntl(STDIN_FILENO, F_GETFL);
    if (flags < 0 || fcntl(STDIN_FILENO, F_SETOWN, -getpid()) != 0 ||
        fcntl(STDIN_FILENO, F_SETFL, flags | O_ASYNC) != 0)
        giveUp("cannot end with the server");
}

[[noreturn]] void becomeProgram(const Options &options)
{
    resetSignals();
    setsid(); // no terminal of the server's to read from or to write into
    if (options.endsWithInput)
        endWithInput();
    if (const char *home = std::getenv("HOME"); options.inHome && home && chdir(home) != 0)
        giveUp("cannot enter the home folder");
    pilothouse::lowerLimits(options.limits);
    if (options.filter)
        filterCalls(options.noIpcObjects ? IpcObjects::Refused : IpcObjects::Allowed);
    execvp(options.command[0], options.command);
    std::fprintf(stderr, "%s: %s\n", options.command[0], std::strerror(errno));
    _exit(kNotStarted);
}

/// Whoever was killed before we could ask to be told sends no signal any more.
void endWith(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(kOwnFailure);
}

void beConfined(const Options &options)
{
    forbidNewPrivileges();
    pilothouse::Confinement confinement = options.confinement;
    confinement.oneUser = options.uid < 0; // the server's user is ours as well
    if (!pilothouse::confine(confinement))
        giveUp("cannot close the files of others");
}

/// Ends as the child ended, a signal included, so that our caller sees the truth.
[[noreturn]] void endLike(pid_t child)
{
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            _exit(kOwnFailure);
    }
    if (WIFSIGNALED(status)) {
        const rlimit noCore{0, 0};
        setrlimit(RLIMIT_CORE, &noCore);
        signal(WTERMSIG(status), SIG_DFL);
        kill(getpid(), WTERMSIG(status));
    }
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : kOwnFailure);
}

[[noreturn]] void runJoined(const Options &options)
{
    setsid(); // what is typed at the server's terminal (Ctrl+C) is not for us to hand on
    if (!pilothouse::joinNamespaces(options.join))
        giveUp("cannot join the sandbox");
    const pid_t child = fork();
    if (child < 0)
        giveUp("cannot start a process");
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (!options.asRoot)
            dropCapabilities();
        else if (!pilothouse::becomeRootInside())
            giveUp("cannot become the sandbox's root");
        forbidNewPrivileges();
        becomeProgram(options);
    }
    g_child = child;
    for (const int each : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2})
        signal(each, handOn);
    endLike(child);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc >= 2 && std::string_view(argv[1]) == "--init")
        beInit(argc > 2 ? argv[2] : nullptr);
    if (argc >= 2 && std::string_view(argv[1]) == "--guard")
        return pilothouse::standGuard(argc - 2, argv + 2);
    if (argc == 3 && std::string_view(argv[1]) == "--serve-root")
        return pilothouse::serveRoot(argv[2]);
    if (argc > 4 && std::string_view(argv[1]) == "--ask-root")
        return pilothouse::askRoot(argv[2], argv + 4);
    Options options = pilothouse::parse(argc, argv);
    if (!options.command) {
        errno = EINVAL;
        giveUp("wrong arguments");
    }
    closeDescriptors(std::move(options.kept));
    const bool ownRoot = options.rootIds > 0 && options.uid > 0;
    const int users = ownRoot ? pilothouse::makeUsers(static_cast<uid_t>(options.uid),
                                                      static_cast<uid_t>(options.rootIds),
                                                      options.limits.processes)
                              : -1;
    if (ownRoot && users < 0)
        giveUp("cannot make users of the session's own");
    if (!options.places.empty() && !pilothouse::place(options.places, users))
        giveUp("cannot place the session's folders");
    if (options.tun && !pilothouse::openTun())
        giveUp("cannot open the network's device /dev/net/tun");
    if (!pilothouse::enterGroups(options.limits))
        giveUp("cannot enter the session's control group");
    if (ownRoot)
        becomeMaker(users, options);
    else if (options.uid >= 0)
        becomeUser(static_cast<uid_t>(options.uid));
    leaveKeys(options);
    if (options.join > 0)
        runJoined(options);
    if (options.parent > 0)
        endWith(options.parent);
    if (options.landlock)
        beConfined(options);
    becomeProgram(options);
}
