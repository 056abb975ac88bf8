#include "root_service.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

extern char **environ;

namespace pilothouse {

namespace {

constexpr int kOwnFailure = 125;
constexpr int kNotStarted = 127;
constexpr int kStandard = 3;            // input, output, error
constexpr uint32_t kLongest = 4u << 20; // of a request; the kernel's own bound is about so
constexpr int kHandedOn[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

/// Strings with their ends: the folder, the number of arguments, arguments, environment.
using Request = std::string;

bool sendAll(int to, const char *data, size_t size)
{
    while (size > 0) {
        const ssize_t sent = send(to, data, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        data += sent;
        size -= static_cast<size_t>(sent);
    }
    return true;
}

bool receiveAll(int from, char *data, size_t size)
{
    while (size > 0) {
        const ssize_t got = recv(from, data, size, 0);
        if (got <= 0)
            return false;
        data += got;
        size -= static_cast<size_t>(got);
    }
    return true;
}

union Control {
    cmsghdr header;
    char space[CMSG_SPACE(sizeof(int) * kStandard)];
};

/// The length with the three descriptors, then the text.
bool sendRequest(int to, const Request &request)
{
    uint32_t length = static_cast<uint32_t>(request.size());
    const int standard[kStandard] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
    Control control = {};
    iovec piece = {&length, sizeof length};
    msghdr message = {};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.space;
    message.msg_controllen = sizeof control.space;
    control.header.cmsg_level = SOL_SOCKET;
    control.header.cmsg_type = SCM_RIGHTS;
    control.header.cmsg_len = CMSG_LEN(sizeof standard);
    std::memcpy(CMSG_DATA(&control.header), standard, sizeof standard);
    return sendmsg(to, &message, MSG_NOSIGNAL) == sizeof length &&
           sendAll(to, request.data(), request.size());
}

bool receiveRequest(int from, int (&standard)[kStandard], Request &request)
{
    uint32_t length = 0;
    Control control = {};
    iovec piece = {&length, sizeof length};
    msghdr message = {};
    message.msg_iov = &piece;
    message.msg_iovlen = 1;
    message.msg_control = control.space;
    message.msg_controllen = sizeof control.space;
    if (recvmsg(from, &message, MSG_CMSG_CLOEXEC | MSG_WAITALL) != sizeof length ||
        control.header.cmsg_type != SCM_RIGHTS ||
        control.header.cmsg_len != CMSG_LEN(sizeof standard) || length > kLongest)
        return false;
    std::memcpy(standard, CMSG_DATA(&control.header), sizeof standard);
    request.resize(length);
    return receiveAll(from, request.data(), length);
}

std::vector<char *> stringsIn(Request &request)
{
    std::vector<char *> strings;
    for (size_t at = 0; at < request.size(); at += std::strlen(&request[at]) + 1)
        strings.push_back(&request[at]);
    return strings;
}

[[noreturn]] void run(const int (&standard)[kStandard], Request &request)
{
    std::vector<char *> strings = stringsIn(request);
    const size_t count = strings.size() > 1 ? std::strtoul(strings[1], nullptr, 10) : 0;
    if (count == 0 || count > strings.size() - 2)
        _exit(kOwnFailure);
    const auto first = strings.begin() + 2;
    const auto last = first + static_cast<std::ptrdiff_t>(count);
    std::vector<char *> arguments(first, last);
    std::vector<char *> environment(last, strings.end());
    arguments.push_back(nullptr);
    environment.push_back(nullptr);
    for (int i = 0; i < kStandard; ++i)
        dup2(standard[i], i);
    closefrom(kStandard);
    setsid();
    if (chdir(strings[0]) != 0 && chdir("/") != 0)
        _exit(kOwnFailure);
    environ = environment.data();
    execvp(arguments[0], arguments.data());
    std::fprintf(stderr, "sudo: %s: %s\n", arguments[0], std::strerror(errno));
    _exit(kNotStarted);
}

/// Until the command ends or its asker does; then all that the command left in its group ends.
int follow(int asker, pid_t child)
{
    const int ended = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
    pollfd watched[] = {{asker, POLLIN, 0}, {ended, POLLIN, 0}};
    while (poll(watched, 2, -1) >= 0 || errno == EINTR) {
        if (watched[1].revents != 0)
            break;
        if (watched[0].revents == 0)
            continue;
        unsigned char number = 0;
        const bool asked = recv(asker, &number, 1, 0) == 1;
        if (kill(-child, asked ? number : SIGKILL) != 0)
            kill(child, asked ? number : SIGKILL); // it leads no group yet
        if (!asked)
            break;
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    const int32_t code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    return sendAll(asker, reinterpret_cast<const char *>(&code), sizeof code) ? 0 : kOwnFailure;
}

int serveOne(int asker)
{
    signal(SIGCHLD, SIG_DFL);
    int standard[kStandard] = {-1, -1, -1};
    Request request;
    if (!receiveRequest(asker, standard, request))
        return kOwnFailure;
    const pid_t child = fork();
    if (child < 0)
        return kOwnFailure;
    if (child == 0)
        run(standard, request);
    for (const int each : standard)
        close(each);
    return follow(asker, child);
}

bool addressOf(const char *path, sockaddr_un &address)
{
    address.sun_family = AF_UNIX;
    if (std::strlen(path) >= sizeof address.sun_path)
        return false;
    std::strcpy(address.sun_path, path);
    return true;
}

Request requestFor(char **command)
{
    char folder[PATH_MAX] = "/";
    Request request = getcwd(folder, sizeof folder) ? folder : "/";
    size_t count = 0;
    while (command[count])
        ++count;
    request += '\0' + std::to_string(count) + '\0';
    for (char **each = command; *each; ++each)
        request.append(*each).push_back('\0');
    for (char **each = environ; *each; ++each)
        request.append(*each).push_back('\0');
    return request;
}

} // namespace

int serveRoot(const char *path)
{
    sockaddr_un address = {};
    const int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!addressOf(path, address) ||
        bind(listening, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 ||
        chmod(path, 0666) != 0 || listen(listening, SOMAXCONN) != 0) {
        std::perror("sudo");
        return kOwnFailure;
    }
    signal(SIGCHLD, SIG_IGN); // they bury themselves
    if (write(STDOUT_FILENO, "ready\n", 6) != 6)
        return kOwnFailure;
    for (;;) {
        const int asker = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (asker >= 0 && fork() == 0)
            _exit(serveOne(asker));
        close(asker);
    }
}

int askRoot(const char *path, char **command)
{
    sockaddr_un address = {};
    const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sigset_t handedOn;
    sigemptyset(&handedOn);
    for (const int each : kHandedOn)
        sigaddset(&handedOn, each);
    sigprocmask(SIG_BLOCK, &handedOn, nullptr);
    const int signals = signalfd(-1, &handedOn, SFD_CLOEXEC);
    if (!addressOf(path, address) || signals < 0 ||
        connect(server, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 ||
        !sendRequest(server, requestFor(command))) {
        std::perror("sudo: nobody is root here");
        return kOwnFailure;
    }
    pollfd watched[] = {{server, POLLIN, 0}, {signals, POLLIN, 0}};
    while (poll(watched, 2, -1) >= 0 && watched[0].revents == 0) {
        signalfd_siginfo got = {};
        if (read(signals, &got, sizeof got) != sizeof got)
            break;
        const char number = static_cast<char>(got.ssi_signo);
        sendAll(server, &number, 1);
    }
    int32_t code = kOwnFailure;
    receiveAll(server, reinterpret_cast<char *>(&code), sizeof code);
    return code;
}

} // namespace pilothouse
