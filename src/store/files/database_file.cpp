#include "store/files/database_file.h"

#include "store/connection.h"
#include "store/migrations.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostCopies = 9; // in one folder
constexpr auto kEnding = ".sqlite3"_L1;

// Creates missing folders one by one: private, while those that exist stay as they are.
Result<> createFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    if (Result<> parent = createFolder(QFileInfo(folder).absolutePath()); !parent)
        return parent;
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) == 0 || errno == EEXIST)
        return {};
    return fail(Errc::Io,
                u"The folder %1 cannot be created: keep the database elsewhere."_s.arg(folder),
                QString::fromLocal8Bit(std::strerror(errno)));
}

Result<> createFile(const QString &file)
{
    const int fd =
        ::open(QFile::encodeName(file).constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return fail(Errc::Io, u"The database %1 cannot be created: keep it elsewhere."_s.arg(file),
                    QString::fromLocal8Bit(std::strerror(errno)));
    ::close(fd);
    return {};
}

// Looks before anything is written: a file that is damaged, foreign or newer stays untouched.
Result<> inspect(const QString &file, std::chrono::milliseconds busyTimeout)
{
    const QFileInfo info(file);
    if (!info.isFile())
        return fail(Errc::Io, u"This is not a file: choose another database."_s);
    // SQLite would open it all the same and fail at the first write.
    if (::faccessat(AT_FDCWD, QFile::encodeName(file).constData(), R_OK | W_OK, AT_EACCESS) != 0)
        return fail(Errc::Io, u"The database is read-only: make its file and folder writable."_s,
                    QString::fromLocal8Bit(std::strerror(errno)));
    if (info.size() == 0)
        return {}; // a new database
    // A journal left by a crash before the first WAL commit can only be rolled back by a writer.
    const auto access = QFileInfo::exists(file + u"-journal"_s) ? Connection::Access::ReadWrite
                                                                : Connection::Access::ReadOnly;
    auto connection = Connection::open(file, access, busyTimeout);
    if (!connection)
        return fail(connection.error());
    const auto version = (*connection)->value(u"PRAGMA user_version"_s);
    if (!version)
        return fail(version.error());
    const auto tables = (*connection)->value(u"SELECT count(*) FROM sqlite_schema"_s);
    if (!tables)
        return fail(tables.error());
    if (version->toInt() == 0 && tables->toInt() > 0)
        return fail(Errc::Unsupported, u"The database belongs to another program: choose another "
                                       "one."_s);
    if (version->toInt() > builtInMigrations().last().number)
        return migrate(**connection, builtInMigrations()); // tells why it refuses
    const auto check = (*connection)->value(u"PRAGMA quick_check(1)"_s);
    if (!check)
        return fail(check.error());
    if (check->toString() != "ok"_L1)
        return fail(
            Errc::Corrupt,
            u"The database is damaged: restore a backup, or move its file away to start afresh."_s,
            check->toString());
    return {};
}

Result<FileLock> lockFile(const QString &file)
{
    if (Result<> folder = createFolder(QFileInfo(file).absolutePath()); !folder)
        return fail(folder.error());
    return FileLock::acquire(file + u".lock"_s);
}

} // namespace

Result<FileLock> lockDatabase(const QString &file, std::chrono::milliseconds busyTimeout)
{
    if (file.isEmpty())
        return FileLock();
    Result<FileLock> lock = lockFile(file);
    if (!lock)
        return lock;
    const Result<> ready = QFileInfo::exists(file) ? inspect(file, busyTimeout) : createFile(file);
    if (!ready)
        return fail(ready.error());
    return lock;
}

QString copyIn(const QString &dataDir)
{
    return dataDir + u"/journal-copy"_s + kEnding;
}

Result<FileLock> lockCopy(QString &file)
{
    const QString form = file.chopped(kEnding.size()) + u"-%1"_s + kEnding;
    Result<FileLock> lock = lockFile(file);
    for (int i = 2; i <= kMostCopies && !lock && lock.error().code == Errc::Conflict; ++i) {
        file = form.arg(i);
        lock = lockFile(file);
    }
    return lock;
}

} // namespace pilothouse
