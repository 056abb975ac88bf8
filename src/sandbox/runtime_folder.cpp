#include "sandbox/runtime_folder.h"

#include "core/log.h"
#include "sandbox/process_scan.h"
#include "sandbox/resource_limits.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kLongestSocketPath = 107;
constexpr int kRoomForNames = 24; // "/12345678/rfb/rfb.sock"

QString markOf(const QString &id)
{
    return QLatin1StringView(kDesktopMark) + u"="_s + id;
}

/// An open and locked lock file, or -1: somebody lives, or removed it while we came.
int lockFile(const QByteArray &path, int flags)
{
    const int fd = open(path.constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
    if (fd < 0)
        return -1;
    struct stat locked
    {
    };
    struct stat named
    {
    };
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &locked) == 0 &&
        stat(path.constData(), &named) == 0 && locked.st_ino == named.st_ino)
        return fd;
    close(fd);
    return -1;
}

Failure cannotWrite(const QString &folder)
{
    return fail(Errc::Io, u"The runtime folder cannot be written: choose another one."_s,
                folder + u": "_s + QString::fromLocal8Bit(std::strerror(errno)));
}

Result<> makeRuntimeDir(const QString &runtimeDir)
{
    if (QFile::encodeName(runtimeDir).size() + kRoomForNames > kLongestSocketPath)
        return fail(Errc::InvalidArgument,
                    u"The path of the runtime folder is too long for sockets."_s, runtimeDir);
    // Others may pass through: where there is no bubblewrap, the sessions' users find their files
    // below it by path. Each desktop's own folders are closed.
    const QByteArray path = QFile::encodeName(runtimeDir);
    if (!QDir().mkpath(QFileInfo(runtimeDir).path()) ||
        (mkdir(path.constData(), 0711) != 0 && errno != EEXIST))
        return cannotWrite(runtimeDir);
    struct stat found
    {
    };
    if (lstat(path.constData(), &found) != 0 || !S_ISDIR(found.st_mode) ||
        found.st_uid != geteuid() || (found.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return fail(Errc::Denied, u"The runtime folder is not ours alone: choose another one."_s,
                    runtimeDir);
    return {};
}

} // namespace

RuntimeFolder::RuntimeFolder(QString id, QString path, int lock)
    : m_id(std::move(id)), m_path(std::move(path)), m_lock(lock)
{
}

Result<std::unique_ptr<RuntimeFolder>> RuntimeFolder::create(const QString &runtimeDir)
{
    if (auto made = makeRuntimeDir(runtimeDir); !made)
        return fail(made.error());
    for (int attempt = 0; attempt < 10; ++attempt) {
        const QString id =
            u"%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
        const QString path = runtimeDir + u"/"_s + id;
        const int lock = lockFile(QFile::encodeName(path + u".lock"_s), O_CREAT | O_EXCL);
        if (lock < 0)
            continue;
        if (mkdir(QFile::encodeName(path).constData(), 0711) == 0)
            return std::unique_ptr<RuntimeFolder>(new RuntimeFolder(id, path, lock));
        close(lock);
        QFile::remove(path + u".lock"_s);
    }
    return cannotWrite(runtimeDir);
}

RuntimeFolder::~RuntimeFolder()
{
    // The lock last: a folder without one would never be swept.
    QDir(m_path).removeRecursively();
    QFile::remove(m_path + u".lock"_s);
    close(m_lock);
}

QString RuntimeFolder::mark() const
{
    return markOf(m_id);
}

int sweepOrphans(const DesktopConfig &config)
{
    int removed = 0;
    const QDir runtime(config.runtimeDir);
    for (const QString &name : runtime.entryList({u"*.lock"_s}, QDir::Files | QDir::Hidden)) {
        const QString lockPath = runtime.filePath(name);
        const int lock = lockFile(QFile::encodeName(lockPath), 0);
        if (lock < 0)
            continue;
        const QString id = name.chopped(5);
        const std::string mark = markOf(id).toStdString();
        const int killed = killProcesses([&mark](const ProcessEntry &process) {
            return environmentHas(readEnvironment(process.pid), mark);
        });
        ResourceLimits::removeLeftover(id);
        QDir(runtime.filePath(id)).removeRecursively();
        QFile::remove(lockPath);
        close(lock);
        ++removed;
        qCInfo(logDesktop).noquote()
            << u"Removed desktop %1 of a server that is gone (%2 processes)."_s.arg(id).arg(killed);
    }
    return removed;
}

Result<> makeFolder(const QString &path, mode_t mode, std::optional<uid_t> owner)
{
    const QByteArray name = QFile::encodeName(path);
    const bool made = mkdir(name.constData(), 0700) == 0 &&
                      (!owner || lchown(name.constData(), *owner, *owner) == 0) &&
                      chmod(name.constData(), mode) == 0;
    if (!made)
        return fail(Errc::Io, u"A folder of the desktop could not be made."_s, path);
    return {};
}

} // namespace pilothouse
