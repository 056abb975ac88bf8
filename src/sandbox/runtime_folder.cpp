#include "sandbox/runtime_folder.h"

#include "core/log.h"
#include "sandbox/own_folder.h"
#include "sandbox/process_scan.h"
#include "sandbox/limits/resource_limits.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

const QString kServerFolder = u"server-"_s;
constexpr int kRoomForNames = 24; // "/12345678/rfb/rfb.sock"

QString markOf(const QString &id)
{
    return QLatin1StringView(kDesktopMark) + u"="_s + id;
}

Failure cannotWrite(const QString &folder)
{
    return fail(Errc::Io, u"The runtime folder cannot be written: choose another one."_s,
                folder + u": "_s + QString::fromLocal8Bit(std::strerror(errno)));
}

bool holdsSockets(const QString &runtimeDir)
{
    return QFile::encodeName(runtimeDir).size() + kRoomForNames <= kLongestSocketPath;
}

Result<> checkLength(const QString &runtimeDir)
{
    if (holdsSockets(runtimeDir))
        return {};
    return fail(Errc::InvalidArgument, u"The path of the runtime folder is too long for sockets."_s,
                runtimeDir);
}

/// Ends and removes the desktops below `folder` that nobody holds. Returns how many.
int sweepFolder(const QString &folder)
{
    int removed = 0;
    const QDir runtime(folder);
    const Descriptor opened(open(QFile::encodeName(folder).constData(),
                                 O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    for (const QString &name : runtime.entryList({u"*.lock"_s}, QDir::Files | QDir::Hidden)) {
        const Descriptor lock = lockFile(opened, QFile::encodeName(name), 0);
        if (!lock.isOpen())
            continue;
        const QString id = name.chopped(5);
        const std::string mark = markOf(id).toStdString();
        const int killed = killProcesses([&mark](const ProcessEntry &process) {
            return environmentHas(readEnvironment(process.pid), mark);
        });
        ResourceLimits::removeLeftover(id);
        QDir(runtime.filePath(id)).removeRecursively();
        QFile::remove(runtime.filePath(name));
        ++removed;
        qCInfo(logDesktop).noquote()
            << u"Removed desktop %1 of a server that is gone (%2 processes)."_s.arg(id).arg(killed);
    }
    return removed;
}

void removeIfEmpty(const QString &folder)
{
    rmdir(QFile::encodeName(folder).constData());
}

} // namespace

RuntimeFolder::RuntimeFolder(QString id, QString path, Descriptor lock)
    : m_id(std::move(id)), m_path(std::move(path)), m_lock(std::move(lock))
{
}

Result<std::unique_ptr<RuntimeFolder>> RuntimeFolder::create(const QString &runtimeDir,
                                                             Passage passage)
{
    if (auto fits = checkLength(runtimeDir); !fits)
        return fail(fits.error());
    for (int attempt = 0; attempt < 10; ++attempt) {
        // Each time, for whoever tidies up removes it while it is empty.
        const auto folder = openOwnFolder(runtimeDir, passage == Passage::Open ? 0711 : 0700);
        if (!folder)
            return fail(folder.error());
        const QString id =
            u"%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
        const QString path = runtimeDir + u"/"_s + id;
        Descriptor lock = lockFile(*folder, QFile::encodeName(id + u".lock"_s), O_CREAT | O_EXCL);
        if (!lock.isOpen())
            continue;
        if (mkdir(QFile::encodeName(path).constData(), 0711) == 0)
            return std::unique_ptr<RuntimeFolder>(new RuntimeFolder(id, path, std::move(lock)));
        QFile::remove(path + u".lock"_s);
    }
    return cannotWrite(runtimeDir);
}

RuntimeFolder::~RuntimeFolder()
{
    // The lock last: a folder without one would never be swept.
    QDir(m_path).removeRecursively();
    QFile::remove(m_path + u".lock"_s);
    removeIfEmpty(QFileInfo(m_path).path());
}

QString RuntimeFolder::mark() const
{
    return markOf(m_id);
}

bool hasRoomForSockets(const QString &base)
{
    return holdsSockets(base + u"/"_s + kServerFolder + u"12345678"_s);
}

Result<QString> chooseRuntimeDir(const QString &base)
{
    if (const auto opened = openOwnFolder(base, 0711); !opened)
        return fail(opened.error());
    return base + u"/"_s + kServerFolder +
           u"%1"_s.arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
}

int sweepOrphans(const DesktopConfig &config)
{
    int removed = sweepFolder(config.runtimeDir);
    const QDir base(QFileInfo(config.runtimeDir).path());
    for (const QString &name : base.entryList({kServerFolder + u"*"_s}, QDir::Dirs)) {
        const QString folder = base.filePath(name);
        if (folder != config.runtimeDir)
            removed += sweepFolder(folder);
        removeIfEmpty(folder);
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
