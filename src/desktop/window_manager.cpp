#include "desktop/window_manager.h"

#include "sandbox/helper_program.h"

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

struct Application
{
    QStringList programs; ///< the first that is installed
    QString package;
};

Application applicationFor(DesktopApp app)
{
    switch (app) {
    case DesktopApp::Firefox:
        return {{u"firefox-esr"_s, u"firefox"_s}, u"firefox-esr"_s};
    case DesktopApp::Terminal:
        return {{u"xterm"_s}, u"xterm"_s};
    case DesktopApp::Files:
        return {{u"pcmanfm"_s}, u"pcmanfm"_s};
    }
    return {};
}

} // namespace

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

Result<QStringList> applicationCommand(DesktopApp app, const QStringList &arguments)
{
    const Application application = applicationFor(app);
    const QString program = findProgram(application.programs);
    if (program.isEmpty())
        return fail(Errc::Unavailable,
                    u"The program is missing: install the package %1."_s.arg(application.package));
    return QStringList{program} + arguments;
}

} // namespace pilothouse
