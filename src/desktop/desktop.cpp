#include "desktop/desktop.h"

#include "core/log.h"
#include "desktop/resources.h"
#include "desktop/screen_setup.h"
#include "desktop/sight_program.h"
#include "desktop/window_manager.h"
#include "desktop/x_server.h"
#include "sandbox/display_cookie.h"
#include "sandbox/helper_program.h"
#include "sandbox/program_sandbox.h"
#include "sandbox/limits/home_quota.h"
#include "sandbox/limits/resource_limits.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/sandbox_choice.h"
#include "sandbox/session_home.h"
#include "sandbox/session_users.h"
#include "sandbox/software/software_probe.h"
#include "sandbox/vital_process.h"
#include "screen/x11_display.h"

#include <QCoroFuture>
#include <QProcess>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace pilothouse {

/// In the order in which things start; so they end in reverse, display first.
struct Desktop::Private
{
    explicit Private(const Clock &theClock) : clock(theClock) {}

    const Clock &clock;
    DesktopConfig config;
    QByteArray cookie = makeDisplayCookie();
    std::chrono::milliseconds startTime{0};
    bool toldDeath = false;
    QString home;
    SoftwareChoice software;
    std::optional<SessionUsers> users;
    std::unique_ptr<RuntimeFolder> folder;
    std::unique_ptr<ResourceLimits> limits;
    std::unique_ptr<XServer> xServer;
    std::unique_ptr<ProgramSandbox> sandbox;
    std::unique_ptr<HomeQuota> quota;
    VitalProcess bus{u"The session bus"_s}; // programs do without if they must
    VitalProcess windowManager{u"The window manager"_s};
    std::unique_ptr<X11Display> display;

    Result<SandboxMode> prepare(const SessionId &session);
    Result<> startXServer(SandboxMode mode);
    ProgramSandbox::Plan sandboxPlan(SandboxMode mode) const;
    QCoro::Task<Result<>> startScreen(std::stop_token stop);
    QCoro::Task<Result<>> start(SessionId session, std::stop_token stop);
};

Result<SandboxMode> Desktop::Private::prepare(const SessionId &session)
{
    if (helperProgram().isEmpty())
        return fail(Errc::Unavailable,
                    u"The program pilothouse-enter is missing: it belongs beside pilothouse."_s);
    const Result<SandboxMode> mode = chooseSandbox(config.sandbox, sandboxReport());
    if (!mode)
        return mode;
    const auto held = canHold(config.egress.mode, *mode, sandboxReport());
    // A default that this machine cannot hold is told by describe(), not refused.
    if (!held && (config.egressAsked || ownsNetwork(*mode)))
        return fail(held.error());
    using Passage = RuntimeFolder::Passage;
    const bool pass = *mode == SandboxMode::Landlock || *mode == SandboxMode::User;
    auto made = RuntimeFolder::create(config.runtimeDir, pass ? Passage::Open : Passage::Closed);
    if (!made)
        return fail(made.error());
    folder = std::move(*made);
    limits = std::make_unique<ResourceLimits>(config.limits, folder->id(), clock);
    if (*mode != SandboxMode::None) {
        auto claimed = SessionUsers::claim(session);
        if (!claimed)
            return fail(claimed.error());
        users = std::move(*claimed);
    }
    const Result<QString> prepared =
        prepareHome(config, session, users ? std::optional(users->programs()) : std::nullopt);
    if (!prepared)
        return fail(prepared.error());
    home = *prepared;
    software = chooseSoftware(config, session);
    return mode;
}

Result<> Desktop::Private::startXServer(SandboxMode mode)
{
    auto started = XServer::start({.config = config,
                                   .mode = mode,
                                   .user = users ? std::optional(users->xServer()) : std::nullopt,
                                   .folder = folder->path(),
                                   .mark = folder->mark(),
                                   .cookie = cookie});
    if (!started)
        return fail(started.error());
    xServer = std::move(*started);
    return {};
}

ProgramSandbox::Plan Desktop::Private::sandboxPlan(SandboxMode mode) const
{
    return {.mode = mode,
            .egress = config.egress,
            .user = users ? std::optional(users->programs()) : std::nullopt,
            .xServerUser = users ? std::optional(users->xServer()) : std::nullopt,
            .folder = folder->path(),
            .home = home,
            .ownFiles = config.ownFiles,
            .locale = config.locale,
            .timeZone = config.timeZone,
            .mark = folder->mark(),
            .display = xServer->displayName(),
            .xSocketFolder = xServer->socketFolder(),
            .cookie = cookie,
            .limits = limits->forPrograms(mode),
            .accessibility = config.accessibility,
            .software = software.folder,
            .noSoftware = software.reason,
            .memory = config.limits.memoryBytes()};
}

QCoro::Task<Result<>> Desktop::Private::startScreen(std::stop_token stop)
{
    const Result<> listening = co_await xServer->untilListening(clock, config.startTimeout, stop);
    if (!listening)
        co_return listening;
    const Result<SandboxedCommand> command = windowManagerCommand(*sandbox);
    if (!command)
        co_return fail(command.error());
    windowManager.start(*command);
    ScreenSetup setup{.xSocket = xServer->xSocket(),
                      .cookie = cookie,
                      .resources = resourceContent(u"Xresources"_s),
                      .deadline = Deadline(clock, config.startTimeout)};
    const Result<> ready = co_await QtConcurrent::run(setUpScreen, setup, stop);
    if (!ready && !windowManager.isRunning())
        co_return fail(windowManager.endReason());
    if (!ready)
        co_return ready;
    auto connected = X11Display::connect(xServer->xSocket(), cookie, clock);
    if (!connected)
        co_return fail(connected.error());
    display = std::move(*connected);
    co_return Result<>();
}

QCoro::Task<Result<>> Desktop::Private::start(SessionId session, std::stop_token stop)
{
    const Result<SandboxMode> mode = prepare(session);
    if (!mode)
        co_return fail(mode.error());
    // X server and sandbox come up side by side; the window manager needs both.
    const Result<> launched = startXServer(*mode);
    if (!launched)
        co_return launched;
    auto opened =
        co_await ProgramSandbox::open(sandboxPlan(*mode), clock, config.startTimeout, stop);
    if (!opened)
        co_return fail(opened.error());
    sandbox = std::move(*opened);
    const ProcessTest isOurs = [this](const ProcessEntry &process) {
        return sandbox && sandbox->isOurs(process);
    };
    quota = std::make_unique<HomeQuota>(home, software.folder, config.limits.homeBytes(), isOurs,
                                        clock);
    QObject::connect(quota.get(), &HomeQuota::filled, sandbox.get(),
                     &ProgramSandbox::closeForWriting);
    limits->watch(
        isOurs, [this] { return sandbox ? sandbox->memoryFiles() : 0; },
        users ? std::optional(users->programs()) : std::nullopt);
    if (const auto command = sessionBusCommand(*sandbox); command)
        bus.start(*command);
    const Result<> shown = co_await startScreen(stop);
    co_return shown;
}

Desktop::Desktop(const Clock &clock) : d(std::make_unique<Private>(clock)) {}

Desktop::~Desktop()
{
    d->display.reset();
    // All at once, then each waits for its own.
    d->windowManager.kill();
    d->bus.kill();
    if (d->sandbox)
        d->sandbox->kill();
    if (d->xServer)
        d->xServer->kill();
    if (!d->home.isEmpty())
        closeHome(d->home);
}

QCoro::Task<Result<std::unique_ptr<Desktop>>>
Desktop::open(SessionId session, DesktopConfig config, const Clock &clock, std::stop_token stop)
{
    const std::chrono::milliseconds begun = clock.elapsed();
    std::unique_ptr<Desktop> desktop(new Desktop(clock));
    desktop->d->config = std::move(config);
    const Result<> started = co_await desktop->d->start(session, stop);
    if (!started)
        co_return fail(started.error());
    desktop->watch();
    desktop->d->startTime = clock.elapsed() - begun;
    qCInfo(logDesktop).noquote() << u"Desktop of session %1 is up in %2 ms (sandbox %3)."_s.arg(
        session.value, QString::number(desktop->startTime().count()),
        name(desktop->sandbox().mode()));
    co_return desktop;
}

void Desktop::watch()
{
    const auto tell = [this](const Error &reason) {
        if (!std::exchange(d->toldDeath, true))
            emit died(reason);
    };
    connect(d->xServer.get(), &XServer::ended, this, tell);
    connect(d->sandbox.get(), &ProgramSandbox::ended, this, tell);
    connect(d->sandbox.get(), &ProgramSandbox::egressRefused, this, &Desktop::egressRefused);
    connect(&d->windowManager, &VitalProcess::ended, this, tell);
    connect(d->display.get(), &X11Display::looking, d->sandbox.get(),
            &ProgramSandbox::watchRequests);
    connect(d->sandbox.get(), &ProgramSandbox::requestsOpen, d->display.get(),
            &X11Display::setRequestsOpen);
    const auto isOurs = [sandbox = d->sandbox.get()](const ProcessEntry &process) {
        return sandbox->isOurs(process);
    };
    d->display->setCommandTest(
        [isOurs](std::chrono::milliseconds age) { return runsCommand(isOurs, age); });
}

Display &Desktop::display()
{
    return *d->display;
}

Sandbox &Desktop::sandbox()
{
    return *d->sandbox;
}

QStringList Desktop::takeNotices()
{
    return d->limits->takeNotices() + d->quota->takeNotices();
}

void Desktop::allowHost(const QString &entry)
{
    d->sandbox->allowHost(entry);
}

QCoro::Task<Result<KeyboardFocus>> Desktop::keyboardFocus(std::stop_token stop)
{
    if (!d->config.accessibility)
        co_return fail(
            Errc::Unavailable,
            u"This desktop does not tell which page has the keyboard: start a session with the secret."_s);
    const Result<KeyboardFocus> focus =
        co_await readKeyboardFocus(sightCommand(*d->sandbox), d->clock, stop);
    co_return focus;
}

QCoro::Task<Result<ScreenElements>> Desktop::elements(std::stop_token stop)
{
    if (!d->config.accessibility)
        co_return fail(Errc::Unavailable, u"This desktop started without accessibility."_s);
    const auto found = co_await screenElements(*d->sandbox, d->clock, stop);
    co_return found;
}

Result<const ProgramSandbox *> Desktop::tellingPrograms() const
{
    if (!d->config.accessibility)
        return fail(Errc::Unavailable, u"This desktop started without accessibility."_s);
    return d->sandbox.get();
}

RfbAccess Desktop::rfb() const
{
    return d->xServer->rfb();
}

std::chrono::milliseconds Desktop::startTime() const
{
    return d->startTime;
}

} // namespace pilothouse

#include "moc_desktop.cpp"
