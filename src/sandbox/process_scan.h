#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

/// The machine's processes as /proc shows them, and how to end some of them for sure.
/// Plain C++ without Qt: the helper program uses it too. Any thread.
namespace pilothouse {

struct ProcessEntry
{
    pid_t pid = 0;
    pid_t parent = 0;
    pid_t session = 0;
    uid_t uid = 0;         ///< the effective user
    pid_t group = 0;       ///< of processes
    pid_t foreground = -1; ///< the group that has its terminal; -1: it has none
    long long started = 0; ///< clock ticks after the machine
};

/// Every living process but zombies and ourselves.
std::vector<ProcessEntry> listProcesses();

/// The same as they were `age` ago at most, for those who look again and again: one look serves
/// all, for a look costs what all desktops together have running.
std::vector<ProcessEntry> recentProcesses(std::chrono::milliseconds age);

/// The processes and threads of a user as the kernel's limit counts them, with zombies; `age` as
/// above.
int countThreads(uid_t user, std::chrono::milliseconds age = {});

/// The initial environment of a process, entries divided by NUL; empty when we may not read it.
std::string readEnvironment(pid_t pid);

/// Whether `environment` holds `entry` ("KEY=VALUE"), or a key with that value where `entry` has
/// no '='.
bool environmentHas(std::string_view environment, std::string_view entry);

/// The namespace of a process, e.g. namespaceOf(pid, "pid"); 0 when it is unknown.
ino_t namespaceOf(pid_t pid, const char *kind);

/// The name of a program, e.g. "bash"; "a program" when it is unknown.
std::string commandName(pid_t pid);

/// Bytes in memory, shared ones included; 0 for a process that is gone.
long long residentMemory(pid_t pid);
/// The same with shared bytes divided among those who share them; costs milliseconds for a browser.
/// Where we may not know, what residentMemory() says.
long long memoryShare(pid_t pid);

using ProcessTest = std::function<bool(const ProcessEntry &)>;

/// Whether one that `test` names has a terminal to itself that began within the last `age`: a
/// command that somebody gave there, not the shell.
bool runsCommand(const ProcessTest &test, std::chrono::milliseconds age);

/// Kills (SIGKILL) each process that `victim` names, with all their descendants, and looks again
/// until none is left, for a process may fork faster than one look. Gives up after half a second.
/// Returns how many processes it killed.
int killProcesses(const ProcessTest &victim);

} // namespace pilothouse
