#include "app/config_defaults.h"

#include "app/model_provider.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/sandbox_choice.h"
#include "sandbox/session_home.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kServicesRuntime = "/run"_L1;
constexpr auto kServicesData = "/var/lib/pilothouse"_L1; // FHS 5.8

// Where sessions are users of their own without a mount namespace, they must be able to pass
// through to their homes and sockets; they still cannot list or read what is here.
bool sessionsMustPass(const DesktopConfig &desktop)
{
    const auto mode = chooseSandbox(desktop.sandbox, sandboxReport());
    return ::geteuid() == 0 && mode &&
           (*mode == SandboxMode::Landlock || *mode == SandboxMode::User);
}

/// Such as /tmp, or the root: root must not take it from all others.
bool isShared(const QString &folder)
{
    struct stat found = {};
    return QDir(folder).isRoot() || (::stat(QFile::encodeName(folder).constData(), &found) == 0 &&
                                     (found.st_mode & S_ISVTX) != 0);
}

Result<> makePrivate(const QString &folder, bool passable)
{
    if (!QDir().mkpath(folder))
        return fail(Errc::Io,
                    u"The folder %1 cannot be made. Choose another with --data-dir."_s.arg(folder));
    if (QFileInfo(folder).ownerId() != ::getuid())
        return fail(Errc::Io,
                    u"The folder %1 belongs to somebody else. Choose another."_s.arg(folder));
    if (isShared(folder))
        return fail(
            Errc::Io,
            u"The folder %1 is for everybody, and would be closed to others here. Choose one "
            "below it."_s.arg(folder));
    QFile::Permissions access = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    if (passable)
        access |= QFile::ExeGroup | QFile::ExeOther;
    QFile::setPermissions(folder, access);
    return {};
}

// Of all servers of this user; short, because the path of a unix socket has room for 107 bytes.
QString runtimeFolder(bool passable)
{
    const QString xdg = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString own = xdg + u"/pilothouse"_s;
    if (!xdg.isEmpty() && QFileInfo(xdg).isWritable() &&
        !(passable && !closedFolderAbove(own).isEmpty()))
        return own;
    if (::geteuid() == 0 && QFileInfo(kServicesRuntime).isWritable())
        return kServicesRuntime + u"/pilothouse"_s;
    return u"%1/pilothouse-%2"_s.arg(QDir::tempPath()).arg(::getuid());
}

Result<> checkPassable(const DesktopConfig &desktop)
{
    for (const QString &folder : {desktop.homesDir, desktop.runtimeDir}) {
        const QString closed = closedFolderAbove(folder + u"/x"_s);
        if (!closed.isEmpty())
            return fail(Errc::Unavailable,
                        u"Sessions run as users of their own here, and those cannot pass %1 to "
                        "reach %2. Choose a folder outside, e.g. --data-dir %3."_s.arg(
                            closed, folder, kServicesData));
    }
    return {};
}

} // namespace

QString defaultDataDir(bool sessionsMustPass)
{
    const QString own =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/pilothouse"_s;
    return sessionsMustPass && !closedFolderAbove(own).isEmpty() ? QString(kServicesData) : own;
}

Result<Config> resolved(Config config)
{
    const bool passable = sessionsMustPass(config.desktop);
    if (config.store.dataDir.isEmpty())
        config.store.dataDir = defaultDataDir(passable);
    config.store.dataDir = QDir(config.store.dataDir).absolutePath();
    if (config.desktop.runtimeDir.isEmpty()) {
        auto chosen = chooseRuntimeDir(runtimeFolder(passable));
        if (!chosen)
            return fail(chosen.error());
        config.desktop.runtimeDir = *std::move(chosen);
    }
    if (config.desktop.homesDir.isEmpty())
        config.desktop.homesDir = config.store.dataDir + u"/homes"_s;
    if (auto made = makePrivate(config.store.dataDir, passable); !made)
        return fail(made.error());
    if (auto reachable = passable ? checkPassable(config.desktop) : Result<>(); !reachable)
        return fail(reachable.error());
    config.model.provider = providerFor(config.model);
    if (config.model.model.isEmpty())
        config.model.model = modelsOf(config.model).defaultModel();
    return config;
}

} // namespace pilothouse
