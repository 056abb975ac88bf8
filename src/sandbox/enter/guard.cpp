#include "guard.h"

#include "../process_scan.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <string>
#include <unistd.h>
#include <vector>

namespace pilothouse {

namespace {

void waitForTheEnd()
{
    setsid(); // a Ctrl+C at the server's terminal is not for us
    signal(SIGHUP, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) > 0)
        continue;
}

} // namespace

int standGuard(int argc, char **argv)
{
    if (argc < 1)
        return 125;
    const std::string mark = argv[0];
    std::vector<uid_t> users;
    for (int i = 1; i < argc; ++i)
        users.push_back(static_cast<uid_t>(std::atol(argv[i])));
    waitForTheEnd();
    killProcesses([&](const ProcessEntry &process) {
        return std::find(users.begin(), users.end(), process.uid) != users.end() ||
               environmentHas(readEnvironment(process.pid), mark);
    });
    return 0;
}

} // namespace pilothouse
