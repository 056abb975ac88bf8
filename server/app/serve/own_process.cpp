#include "app/serve/own_process.h"

#include "app/complain.h"
#include "core/log.h"
#include "sandbox/sandbox_choice.h"

#include <algorithm>

#include <sys/prctl.h>
#include <sys/resource.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr rlim_t kMostFiles = 65'536; // some programs close all that there may be, one by one

void raiseFileLimit()
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0)
        return;
    files.rlim_cur = std::max(files.rlim_cur, std::min(files.rlim_max, kMostFiles));
    setrlimit(RLIMIT_NOFILE, &files);
}

} // namespace

void closeOwnProcess(SandboxMode asked)
{
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
    raiseFileLimit();
    const auto mode = chooseSandbox(asked, sandboxReport());
    if (mode && sharesUser(*mode))
        prctl(PR_SET_DUMPABLE, 0);
}

void logSandbox(SandboxMode asked)
{
    const SandboxReport &report = sandboxReport();
    const auto mode = chooseSandbox(asked, report);
    if (!mode)
        qCWarning(logApp).noquote() << mode.error().message;
    else if (*mode == SandboxMode::Bwrap)
        qCInfo(logApp).noquote() << u"sandbox"_s << describe(*mode, report);
    else
        qCWarning(logApp).noquote() << u"sandbox"_s << describe(*mode, report);
}

Result<> checkEgress(const DesktopConfig &desktop)
{
    const auto mode = chooseSandbox(desktop.sandbox, sandboxReport());
    if (!desktop.egressAsked || !mode) // without a sandbox no desktop starts at all
        return {};
    if (auto held = canHold(desktop.egress.mode, *mode, sandboxReport()); !held)
        return failAt(u"--egress"_s, held.error());
    return {};
}

} // namespace pilothouse
