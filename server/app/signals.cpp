#include "app/signals.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace pilothouse {

namespace {

constexpr int kInterruptedExitCode = 130;
std::array<int, 2> g_pipe{-1, -1};
volatile std::sig_atomic_t g_count = 0;

// Only async-signal-safe calls here.
void onSignal(int)
{
    g_count = g_count + 1;
    if (g_count > 1)
        ::_exit(kInterruptedExitCode);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(g_pipe[1], &byte, 1);
}

bool isIgnored(int signal)
{
    struct sigaction now = {};
    return sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

} // namespace

StopSignals::StopSignals()
{
    if (::pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        qFatal("no pipe for signals");
    m_notifier = std::make_unique<QSocketNotifier>(g_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const ssize_t got = ::read(g_pipe[0], &byte, 1);
        emit received();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    if (!isIgnored(SIGHUP)) // as nohup has it
        sigaction(SIGHUP, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
}

StopSignals::~StopSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    if (!isIgnored(SIGHUP))
        std::signal(SIGHUP, SIG_DFL);
    m_notifier.reset();
    for (int &descriptor : g_pipe)
        ::close(std::exchange(descriptor, -1));
}

} // namespace pilothouse

#include "moc_signals.cpp"
