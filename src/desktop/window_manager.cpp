#include "desktop/window_manager.h"

#include "sandbox/helper_program.h"

using namespace Qt::StringLiterals;

namespace pilothouse {

Result<SandboxedCommand> windowManagerCommand(const Sandbox &sandbox)
{
    const QString program = findProgram({u"icewm"_s});
    if (program.isEmpty())
        return fail(Errc::Unavailable, u"No window manager: install the package icewm."_s);
    return sandbox.wrap(program, {});
}

std::optional<SandboxedCommand> sessionBusCommand(const ProgramSandbox &sandbox)
{
    const QString program = findProgram({u"dbus-daemon"_s});
    if (program.isEmpty())
        return std::nullopt;
    SandboxedCommand command = sandbox.wrap(program, {});
    command.arguments << u"--nofork"_s << u"--nopidfile"_s
                      << u"--config-file="_s + sandbox.settingsInside() + u"/bus.conf"_s;
    return command;
}

} // namespace pilothouse
