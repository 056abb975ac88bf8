#include "process_scan.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <set>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace pilothouse {

namespace {

constexpr auto kKillPatience = std::chrono::milliseconds(500);
constexpr auto kBetweenLooks = std::chrono::milliseconds(2);

std::string readWhole(const std::string &path)
{
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return {};
    std::string text;
    char buffer[8192];
    for (ssize_t n = 0; (n = read(fd, buffer, sizeof buffer)) > 0;)
        text.append(buffer, static_cast<size_t>(n));
    close(fd);
    return text;
}

std::string pathOf(pid_t pid, const char *file)
{
    return "/proc/" + std::to_string(pid) + "/" + file;
}

/// What /proc says of one process.
struct Status
{
    ProcessEntry entry;
    char state = 'X';
    int threads = 0;

    bool isAlive() const { return state != 'Z' && state != 'X'; }
};

/// False for one that is gone. The name in parentheses may itself hold blanks and ')'.
bool fill(Status &status)
{
    ProcessEntry &entry = status.entry;
    struct stat folder
    {
    };
    if (stat(pathOf(entry.pid, "").c_str(), &folder) != 0)
        return false;
    entry.uid = folder.st_uid;
    const std::string line = readWhole(pathOf(entry.pid, "stat"));
    const size_t end = line.rfind(')');
    return end != std::string::npos &&
           std::sscanf(
               line.c_str() + end + 1,
               " %c %d %d %d %*s %d %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %d %*s %lld",
               &status.state, &entry.parent, &entry.group, &entry.session, &entry.foreground,
               &status.threads, &entry.started) == 7;
}

std::vector<Status> listAll()
{
    std::vector<Status> all;
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(opendir("/proc"), closedir);
    if (!folder)
        return all;
    while (const dirent *item = readdir(folder.get())) {
        Status status{.entry = {.pid = static_cast<pid_t>(std::atoi(item->d_name))}};
        if (status.entry.pid > 0 && fill(status))
            all.push_back(status);
    }
    return all;
}

/// `all` without zombies and ourselves.
std::vector<ProcessEntry> living(const std::vector<Status> &all)
{
    std::vector<ProcessEntry> entries;
    for (const Status &each : all) {
        if (each.isAlive() && each.entry.pid != getpid())
            entries.push_back(each.entry);
    }
    return entries;
}

/// The last look that was kept.
class RecentLook
{
public:
    template <typename Use> auto within(std::chrono::milliseconds age, Use use)
    {
        const std::lock_guard locked(m_mutex);
        const auto now = std::chrono::steady_clock::now();
        if (m_all.empty() || now - m_at >= age) {
            m_all = listAll();
            m_at = now;
        }
        return use(m_all);
    }

private:
    std::mutex m_mutex;
    std::vector<Status> m_all;
    std::chrono::steady_clock::time_point m_at;
};

RecentLook &recentLook()
{
    static RecentLook look;
    return look;
}

/// The pids that `victim` names, with their descendants.
std::set<pid_t> victims(const ProcessTest &victim)
{
    const std::vector<ProcessEntry> all = listProcesses();
    std::set<pid_t> chosen;
    for (const ProcessEntry &entry : all) {
        if (victim(entry))
            chosen.insert(entry.pid);
    }
    for (bool grown = !chosen.empty(); grown;) {
        grown = false;
        for (const ProcessEntry &entry : all) {
            if (chosen.contains(entry.parent))
                grown = chosen.insert(entry.pid).second || grown;
        }
    }
    return chosen;
}

} // namespace

std::vector<ProcessEntry> listProcesses()
{
    return living(listAll());
}

std::vector<ProcessEntry> recentProcesses(std::chrono::milliseconds age)
{
    return recentLook().within(age, living);
}

int countThreads(uid_t user, std::chrono::milliseconds age)
{
    return recentLook().within(age, [user](const std::vector<Status> &all) {
        int count = 0;
        for (const Status &each : all)
            count += each.entry.uid == user ? std::max(each.threads, 1) : 0; // a zombie says 0
        return count;
    });
}

std::string readEnvironment(pid_t pid)
{
    return readWhole(pathOf(pid, "environ"));
}

bool environmentHas(std::string_view environment, std::string_view entry)
{
    const bool valueOnly = entry.find('=') == std::string_view::npos;
    while (!environment.empty()) {
        const size_t length = std::min(environment.find('\0'), environment.size());
        std::string_view each = environment.substr(0, length);
        if (valueOnly)
            each.remove_prefix(std::min(each.find('=') + 1, each.size()));
        if (each == entry && !each.empty())
            return true;
        environment.remove_prefix(std::min(length + 1, environment.size()));
    }
    return false;
}

ino_t namespaceOf(pid_t pid, const char *kind)
{
    struct stat found
    {
    };
    const std::string path = pathOf(pid, "ns/") + kind;
    return stat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

std::string commandName(pid_t pid)
{
    std::string name = readWhole(pathOf(pid, "comm"));
    if (!name.empty() && name.back() == '\n')
        name.pop_back();
    return name.empty() ? "a program" : name;
}

long long residentMemory(pid_t pid)
{
    long long pages = 0;
    if (std::sscanf(readWhole(pathOf(pid, "statm")).c_str(), "%*d %lld", &pages) != 1)
        return 0;
    return pages * sysconf(_SC_PAGESIZE);
}

long long memoryShare(pid_t pid)
{
    const std::string report = readWhole(pathOf(pid, "smaps_rollup"));
    const size_t line = report.find("\nPss:");
    long long kibibytes = 0;
    if (line == std::string::npos ||
        std::sscanf(report.c_str() + line, "\nPss: %lld", &kibibytes) != 1)
        return residentMemory(pid);
    return kibibytes * 1024;
}

bool runsCommand(const ProcessTest &test, std::chrono::milliseconds age)
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    const auto sinceStart =
        std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
    const auto began = std::chrono::duration<double>(sinceStart - age).count();
    const auto ticks = static_cast<long long>(began * static_cast<double>(sysconf(_SC_CLK_TCK)));
    const std::vector<ProcessEntry> all = listProcesses();
    return std::any_of(all.cbegin(), all.cend(), [&](const ProcessEntry &entry) {
        return entry.foreground == entry.group && entry.group != entry.session &&
               entry.started >= ticks && test(entry);
    });
}

int killProcesses(const ProcessTest &victim)
{
    std::set<pid_t> killed;
    const auto deadline = std::chrono::steady_clock::now() + kKillPatience;
    for (;;) {
        const std::set<pid_t> found = victims(victim);
        for (const pid_t pid : found) {
            if (kill(pid, SIGKILL) == 0)
                killed.insert(pid);
        }
        if (found.empty() || std::chrono::steady_clock::now() > deadline)
            return static_cast<int>(killed.size());
        std::this_thread::sleep_for(kBetweenLooks);
    }
}

} // namespace pilothouse
