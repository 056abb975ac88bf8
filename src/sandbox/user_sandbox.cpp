#include "sandbox/user_sandbox.h"

#include "core/wait.h"
#include "sandbox/helper_program.h"
#include "sandbox/memory_files.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/session_home.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

/// Where everybody may write.
const QStringList kShared = {u"/dev/shm"_s, u"/tmp"_s, u"/var/tmp"_s, u"/tmp/.X11-unix"_s};

/// "/.org.chromium.Chromium.ABCDEF/SingletonSocket", and others like it.
constexpr qsizetype kRoomForProgramSockets = 48;

constexpr auto kBetweenCounts = std::chrono::milliseconds(40); // of all the machine's connections

/// Whoever draws the same user next must not find them. Without users nobody can tell whose they
/// are.
void removeLeftFiles(std::optional<uid_t> user)
{
    for (const QString &folder : kShared) {
        if (user)
            removeOwned(folder, *user);
    }
}

} // namespace

UserSandbox::UserSandbox(Plan plan, const Clock &clock)
    : ProgramSandbox(std::move(plan)), m_guard(u"The guard"_s), m_tick(clock),
      m_requests(egress::OpenRequests::openSocket(), this->plan().user)
{
    connect(&m_tick, &Alarm::rang, this, [this] { emit requestsOpen(m_requests.count()); });
    connect(&m_guard, &VitalProcess::ended, this, &UserSandbox::ended);
}

UserSandbox::~UserSandbox()
{
    kill();
}

QCoro::Task<Result<>> UserSandbox::start(std::chrono::milliseconds, std::stop_token)
{
    for (const QString &path : QStringList{plan().home, plan().folder + u"/x"_s}) {
        const QString closed = plan().user ? closedFolderAbove(path) : QString();
        if (!closed.isEmpty())
            co_return fail(Errc::Unavailable,
                           u"The session's own user cannot pass %1: keep the server's data "
                           "in another folder."_s.arg(closed));
    }
    const Result<QString> made = makePrivateFolder();
    if (!made)
        co_return fail(made.error());
    m_privateFolder = *made;
    const Result<> temporaryMade = QFile::exists(temporaryFolder())
                                       ? Result<>()
                                       : makeFolder(temporaryFolder(), 0700, plan().user);
    if (!temporaryMade)
        co_return temporaryMade;
    if (const Result<> linked = shortenTemporary(); !linked)
        co_return linked;
    removeLeftFiles(plan().user); // of a crash; the X server runs already
    startGuard();
    openPaths({.root = u"/"_s,
               .home = plan().home,
               .writable = {plan().home},
               .readable = readableFolders(),
               .user = plan().user});
    co_return Result<>();
}

/// What the server may read for the programs: no more than they could themselves.
QStringList UserSandbox::readableFolders()
{
    const QStringList folders = {u"/usr"_s, u"/bin"_s, u"/lib"_s};
    if (plan().mode != SandboxMode::Landlock)
        return folders + QStringList{u"/etc"_s, u"/opt"_s};
    m_openSettings = settings().open;
    return folders + m_openSettings;
}

void UserSandbox::startGuard()
{
    QStringList arguments = {u"--guard"_s, plan().mark};
    for (const std::optional<uid_t> &user : {plan().user, plan().xServerUser}) {
        if (user)
            arguments << QString::number(*user);
    }
    m_guard.keepInputOpen();
    m_guard.start({.program = helperProgram(),
                   .arguments = arguments,
                   .environment = bareEnvironment(),
                   .workingDirectory = u"/"_s});
}

SandboxedCommand UserSandbox::wrap(const QString &program, const QStringList &arguments,
                                   const QList<int> &descriptors) const
{
    QProcessEnvironment environment =
        programEnvironment({m_privateFolder, plan().home, m_temporary});
    environment.insert(u"TMPDIR"_s, m_temporary);
    // Without root this is a locked container. Some let Firefox make a user namespace, but not use
    // it: its pages would stay blank. It keeps its system call filter.
    if (plan().mode == SandboxMode::Landlock && !plan().user)
        environment.insert(u"MOZ_ASSUME_USER_NS"_s, u"0"_s);
    HelperSteps steps{.user = plan().user,
                      .home = true,
                      .limits = plan().limits,
                      .filter = plan().mode != SandboxMode::None, // which is to keep all rights
                      .noIpcObjects = true,
                      .descriptors = descriptors};
    if (plan().mode == SandboxMode::Landlock) {
        steps.landlock = true;
        steps.readable = QStringList{m_privateFolder} + m_openSettings;
        steps.writable = QStringList{plan().home};
    }
    return throughHelper(steps, program, arguments, environment);
}

/// Programs make sockets there: where homes lie deep, the folder gets a short name.
Result<> UserSandbox::shortenTemporary()
{
    m_temporary = temporaryFolder();
    if (QFile::encodeName(m_temporary).size() + kRoomForProgramSockets <= kLongestSocketPath)
        return {};
    m_temporary = plan().folder + u"/tmp"_s;
    if (QFile::link(temporaryFolder(), m_temporary))
        return {};
    return fail(Errc::Io, u"The session's temporary folder cannot be linked."_s, m_temporary);
}

QString UserSandbox::temporaryFolder() const
{
    return plan().home + u"/.tmp"_s;
}

qint64 UserSandbox::memoryFiles() const
{
    qint64 used = 0;
    for (const QString &folder : kShared)
        used += plan().user ? ownedInMemory(folder, *plan().user) : 0;
    return used;
}

bool UserSandbox::isOurs(const ProcessEntry &process) const
{
    if (plan().user)
        return process.uid == *plan().user;
    // The X server carries the desktop's mark too; its own object ends it.
    const std::string environment = readEnvironment(process.pid);
    return environmentHas(environment, plan().mark.toStdString()) &&
           environmentHas(environment, "USER=user");
}

/// Without a user of the session's own, connections of others would count.
void UserSandbox::watchRequests(bool on)
{
    if (!plan().user)
        return;
    if (on) {
        m_requests.begin();
        m_tick.startEvery(kBetweenCounts);
    } else {
        m_requests.end();
        m_tick.stop();
    }
}

void UserSandbox::kill()
{
    m_guard.kill();
    killTree({});
    removeLeftFiles(plan().user);
    removeLeftFiles(plan().xServerUser);
}

} // namespace pilothouse

#include "moc_user_sandbox.cpp"
