#include "desktop/window_manager.h"

#include "sandbox/helper_program.h"
#include "sandbox/sandbox_choice.h"

#include <pwd.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

Result<SandboxedCommand> windowManagerCommand(const Sandbox &sandbox)
{
    const QString program = findProgram({u"icewm"_s});
    if (program.isEmpty())
        return fail(Errc::Unavailable, u"No window manager: install the package icewm."_s);
    return sandbox.wrap(program, {});
}

namespace {

/// Nothing: no bus would be safe. Where sessions share a user, only a cookie tells them apart, and
/// that mechanism needs the user's name.
std::optional<QString> busSettings(SandboxMode mode)
{
    if (mode == SandboxMode::None || !sharesUser(mode))
        return u"/bus.conf"_s;
    if (getpwuid(geteuid()) == nullptr)
        return std::nullopt;
    return u"/bus-with-cookie.conf"_s;
}

} // namespace

bool canHaveBus(SandboxMode mode)
{
    return busSettings(mode).has_value();
}

std::optional<SandboxedCommand> sessionBusCommand(const ProgramSandbox &sandbox)
{
    const QString program = findProgram({u"dbus-daemon"_s});
    const std::optional<QString> settings = busSettings(sandbox.mode());
    if (program.isEmpty() || !settings)
        return std::nullopt;
    SandboxedCommand command = sandbox.wrap(program, {});
    command.arguments << u"--nofork"_s << u"--nopidfile"_s
                      << u"--config-file="_s + sandbox.settingsInside() + *settings;
    return command;
}

} // namespace pilothouse
