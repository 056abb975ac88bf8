#include "desktop/x_server.h"

#include "core/deadline.h"
#include "core/wait.h"
#include "desktop/vnc_password.h"
#include "sandbox/bwrap_layout.h"
#include "sandbox/display_cookie.h"
#include "sandbox/helper_program.h"
#include "sandbox/unix_connection.h"

#include <QFile>
#include <QRandomGenerator>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace pilothouse {

namespace {

constexpr auto kBetweenTries = 3ms;
// Where display numbers are shared with the whole machine: far from where people's own start.
constexpr int kFirstNumber = 1000;
constexpr int kNumbers = 8000;
constexpr auto kSharedSockets = "/tmp/.X11-unix";
constexpr qint64 kFilesInMemory = qint64(64) * 1024 * 1024; // it needs a few KiB
constexpr auto kTemporary = "/tmp"; // of the lock file and of the compiled keymap
constexpr auto kInsideFolder = "/session";
constexpr auto kInsideHelper = "/pilothouse-enter"_L1;
const QStringList kSettings = {u"/etc/X11"_s, u"/etc/alternatives"_s, u"/etc/fonts"_s,
                               u"/etc/ld.so.cache"_s};

QString sharedSocket(int number)
{
    return QLatin1StringView(kSharedSockets) + u"/X"_s + QString::number(number);
}

bool someoneListens(int number)
{
    const QByteArray path = QFile::encodeName(sharedSocket(number));
    return connectToSocket(path).isOpen() || connectToSocket("@" + path).isOpen();
}

} // namespace

QString xServerProgram()
{
    return findProgram({u"Xtigervnc"_s, u"Xvnc"_s});
}

XServer::XServer(Plan plan)
    : m_plan(std::move(plan)), m_rfbPassword(makeVncPassword()), m_process(u"The X server"_s)
{
    connect(&m_process, &VitalProcess::ended, this, &XServer::ended);
}

Result<std::unique_ptr<XServer>> XServer::start(Plan plan)
{
    std::unique_ptr<XServer> server(new XServer(std::move(plan)));
    if (auto prepared = server->prepare(); !prepared)
        return fail(prepared.error());
    if (auto launched = server->launch(); !launched)
        return fail(launched.error());
    return server;
}

RfbAccess XServer::rfb() const
{
    return {.socket = m_plan.folder + u"/rfb/rfb.sock"_s, .password = m_rfbPassword};
}

QString XServer::socketFolder() const
{
    return m_plan.mode == SandboxMode::Bwrap ? m_plan.folder + u"/x"_s : QString();
}

Result<> XServer::prepare()
{
    if (auto made = makeFolder(m_plan.folder + u"/rfb"_s, 0700, m_plan.user); !made)
        return made;
    if (auto written = writeSecret(u"xauth"_s, xauthorityWith(m_plan.cookie)); !written)
        return written;
    if (auto written = writeSecret(u"password"_s, vncPasswordFile(m_rfbPassword)); !written)
        return written;
    if (m_plan.mode == SandboxMode::Bwrap) {
        m_xSocket = m_plan.folder + u"/x/X1"_s;
        // Open to the programs' user, who gets no further: the folder above is bound, not passed.
        return makeFolder(m_plan.folder + u"/x"_s, 0755, m_plan.user);
    }
    if (!claimDisplayNumber())
        return fail(Errc::Unavailable, u"No X display number is free."_s);
    return {};
}

/// A file for the X server's eyes.
Result<> XServer::writeSecret(const QString &name, const QByteArray &content)
{
    const QString path = m_plan.folder + u"/rfb/"_s + name;
    if (auto written = writePrivateFile(path, content); !written)
        return written;
    if (m_plan.user && chown(QFile::encodeName(path).constData(), *m_plan.user, *m_plan.user))
        return fail(Errc::Io, u"A secret could not be handed to the X server."_s, path);
    return {};
}

bool XServer::claimDisplayNumber()
{
    if (mkdir(kSharedSockets, 0700) == 0 && chmod(kSharedSockets, 01777) != 0)
        return false;
    const int start = QRandomGenerator::global()->bounded(kNumbers);
    for (int i = 0; i < kNumbers; ++i) {
        const int number = kFirstNumber + (start + i) % kNumbers;
        if (someoneListens(number))
            continue;
        Result<NameClaim> claimed = NameClaim::take("display-" + QByteArray::number(number));
        if (!claimed)
            continue;
        m_claim = std::move(*claimed);
        // The number is ours, so what lies there is a leftover. One that we may not remove is not
        // worth a fight: take the next number.
        m_xSocket = sharedSocket(number);
        const QString lock = u"/tmp/.X%1-lock"_s.arg(number);
        QFile::remove(m_xSocket);
        QFile::remove(lock);
        if (QFile::exists(m_xSocket) || QFile::exists(lock))
            continue;
        m_displayName = u":"_s + QString::number(number);
        return true;
    }
    return false;
}

QStringList XServer::serverArguments(const QString &folder) const
{
    const QSize size = m_plan.config.size;
    QStringList arguments = {m_displayName, u"-geometry"_s,
                             u"%1x%2"_s.arg(size.width()).arg(size.height()), u"-depth"_s, u"24"_s};
    arguments << u"-auth"_s << folder + u"/xauth"_s << u"-nolisten"_s << u"tcp"_s << u"-nolisten"_s
              << u"local"_s << u"-noreset"_s << u"-s"_s << u"0"_s << u"-dpms"_s;
    arguments << u"-rfbunixpath"_s << folder + u"/rfb.sock"_s << u"-rfbunixmode"_s << u"0600"_s
              << u"-rfbport"_s << u"-1"_s << u"-AlwaysShared"_s;
    // All clients of a unix socket count as one host: none may have the others shut out.
    arguments << u"-SecurityTypes"_s << u"VncAuth"_s << u"-PasswordFile"_s
              << folder + u"/password"_s << u"-UseBlacklist=0"_s;
    // The gateway decides who may steer; these are the second fence, switched at run time.
    arguments << u"-AllowOverride"_s << u"AcceptKeyEvents,AcceptPointerEvents,AcceptCutText"_s
              << u"-AcceptSetDesktopSize=0"_s << u"-SendPrimary=0"_s << u"-SetPrimary=0"_s
              << u"-MaxCutText"_s << u"1048576"_s << u"-desktop"_s << u"Pilothouse"_s;
    if (!m_plan.config.gl)
        arguments << u"-extension"_s << u"GLX"_s;
    return arguments;
}

Result<> XServer::launch()
{
    const QString program = xServerProgram();
    if (program.isEmpty())
        return fail(Errc::Unavailable,
                    u"No X server: install the package tigervnc-standalone-server."_s);
    if (m_plan.mode == SandboxMode::Bwrap)
        return launchInBwrap(program);
    const QString own = m_plan.folder + u"/rfb"_s;
    HelperSteps steps{.user = m_plan.user,
                      .dieWithParent = true,
                      .filter = m_plan.mode != SandboxMode::None,
                      .noIpcObjects = true};
    if (m_plan.mode == SandboxMode::Landlock) {
        steps.landlock = true;
        steps.readable = kSettings;
        steps.writable = QStringList{own, QLatin1StringView(kSharedSockets)};
        steps.shared = QStringList{QLatin1StringView(kTemporary)};
    }
    m_process.start(
        throughHelper(steps, program, serverArguments(own), bareEnvironment(m_plan.mark)));
    return {};
}

Result<> XServer::launchInBwrap(const QString &program)
{
    using Access = BwrapLayout::Access;
    const QString inside = QLatin1StringView(kInsideFolder);
    using HandOver = BwrapLayout::HandOver;
    BwrapLayout layout(m_plan.user ? HandOver::Placed : HandOver::Descriptors, kFilesInMemory);
    layout.option({u"--unshare-net"_s});
    layout.readOnly(kSettings);
    if (!layout.bind(m_plan.folder + u"/x"_s, QLatin1StringView(kSharedSockets),
                     Access::ReadWrite) ||
        !layout.bind(m_plan.folder + u"/rfb"_s, inside, Access::ReadWrite) ||
        !layout.bind(helperProgram(), kInsideHelper, Access::ReadOnly))
        return fail(Errc::Io, u"The X server's folders cannot be opened."_s, m_plan.folder);
    m_process.keepInputOpen();
    m_process.start(
        throughHelper({.user = m_plan.user,
                       .dieWithParent = true,
                       .dieWithInput = true,
                       .places = layout.places(),
                       .descriptors = layout.descriptors()},
                      findProgram({u"bwrap"_s}),
                      layout.arguments(kInsideHelper, QStringList{u"--filter"_s, u"--"_s, program} +
                                                          serverArguments(inside)),
                      bareEnvironment(m_plan.mark)),
        layout.descriptors());
    return {};
}

QCoro::Task<Result<>> XServer::untilListening(const Clock &clock, std::chrono::milliseconds timeout,
                                              std::stop_token stop)
{
    const QByteArray path = QFile::encodeName(m_xSocket);
    const Deadline deadline(clock, timeout);
    for (;;) {
        if (connectToSocket(path).isOpen())
            co_return Result<>();
        if (!m_process.isRunning())
            co_return fail(m_process.endReason());
        if (deadline.hasPassed())
            co_return fail(Errc::Timeout, u"The X server did not start in time."_s);
        const Woken woken = co_await sleepFor(clock, kBetweenTries, stop);
        if (woken == Woken::Stopped)
            co_return fail(Errc::Stopped, u"Stopped."_s);
    }
}

} // namespace pilothouse

#include "moc_x_server.cpp"
