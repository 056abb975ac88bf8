#include "sandbox/confined_file.h"

#include "core/ids.h"
#include "sandbox/acting_as.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr mode_t kPermissions = 07777;
constexpr mode_t kNewFile = 0644;
constexpr mode_t kNewFolder = 0755;

Failure systemFailure(int error)
{
    const bool denied = error == EACCES || error == EPERM || error == EROFS || error == ELOOP;
    const Errc code = denied                  ? Errc::Denied
                      : error == ENAMETOOLONG ? Errc::InvalidArgument
                                              : Errc::Io;
    return fail(code, QString::fromLocal8Bit(std::strerror(error)) + u'.');
}

/// A folder, held open, and the name of something in it.
struct Place
{
    Descriptor folder;
    QByteArray name;

    static Place of(const QString &hostPath)
    {
        const qsizetype slash = hostPath.lastIndexOf(u'/');
        const QString parent = slash > 0 ? hostPath.first(slash) : u"/"_s;
        const QByteArray leaf = QFile::encodeName(hostPath.sliced(slash + 1));
        const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
        return {Descriptor(::open(QFile::encodeName(parent).constData(), flags)),
                leaf.isEmpty() ? QByteArray(".") : leaf};
    }

    std::optional<struct stat> look() const
    {
        struct stat found = {};
        if (::fstatat(folder.get(), name.constData(), &found, AT_SYMLINK_NOFOLLOW) != 0)
            return {};
        return found;
    }
};

bool writeAll(int descriptor, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t count =
            ::write(descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (count < 0 && errno != EINTR)
            return false;
        done += count < 0 ? 0 : count;
    }
    return true;
}

/// Only root can give, and only what is not right already. Others' files are their own: where a
/// folder is somebody else's, we write there by the rights of its group.
bool giveTo(int descriptor, uid_t user, gid_t group)
{
    struct stat now = {};
    if (::fstat(descriptor, &now) != 0)
        return false;
    return ::geteuid() != 0 || (now.st_uid == user && now.st_gid == group) ||
           ::fchown(descriptor, user, group) == 0;
}

/// The new content with its final mode and owner, not yet under its name.
Result<> fill(const Descriptor &file, const QByteArray &bytes, const struct stat &owner,
              mode_t mode)
{
    // Owner first: changing it would drop a set-user-id bit.
    const bool done = writeAll(file.get(), bytes) &&
                      giveTo(file.get(), owner.st_uid, owner.st_gid) &&
                      ::fchmod(file.get(), mode) == 0;
    return done ? Result<>() : systemFailure(errno);
}

/// Gives a written file its name. A link, unlike a name that is changed, replaces nothing.
Result<> giveName(const Place &place, const QByteArray &temporary, IfThere ifThere)
{
    const int folder = place.folder.get();
    const char *from = temporary.constData();
    const char *to = place.name.constData();
    if (ifThere == IfThere::Replace)
        return ::renameat(folder, from, folder, to) == 0 ? Result<>() : systemFailure(errno);
    if (::linkat(folder, from, folder, to, 0) != 0)
        return errno == EEXIST ? fail(Errc::Conflict, u"It is there already."_s)
                               : systemFailure(errno);
    ::unlinkat(folder, from, 0);
    return {};
}

void list(int folder, const QString &prefix, int depth, qsizetype limit, QStringList &names)
{
    const QDir directory(u"/proc/self/fd/%1"_s.arg(folder));
    const auto filters = QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot;
    for (const QFileInfo &entry : directory.entryInfoList(filters, QDir::Name)) {
        if (names.size() >= limit)
            return;
        const QString name = prefix + entry.fileName();
        const bool isFolder = entry.isDir() && !entry.isSymLink();
        names.append(isFolder ? name + u'/' : name);
        if (!isFolder || depth <= 1)
            continue;
        const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        const QByteArray leaf = QFile::encodeName(entry.fileName());
        const Descriptor inner(::openat(folder, leaf.constData(), flags));
        if (inner.isOpen())
            list(inner.get(), name + u'/', depth - 1, limit, names);
    }
}

} // namespace

FileKind fileKind(const QString &hostPath)
{
    const auto found = Place::of(hostPath).look();
    if (!found)
        return FileKind::Missing;
    if (S_ISREG(found->st_mode))
        return FileKind::Regular;
    return S_ISDIR(found->st_mode) ? FileKind::Folder : FileKind::Other;
}

std::optional<qint64> confinedSize(const QString &hostPath)
{
    const auto found = Place::of(hostPath).look();
    if (!found || !S_ISREG(found->st_mode))
        return std::nullopt;
    return static_cast<qint64>(found->st_size);
}

Result<QByteArray> readConfined(const QString &hostPath, qint64 limit)
{
    const Place place = Place::of(hostPath);
    // Without O_NONBLOCK a pipe would hold us until somebody writes.
    const int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
    const Descriptor opened(::openat(place.folder.get(), place.name.constData(), flags));
    if (!opened.isOpen())
        return systemFailure(errno);
    struct stat found = {};
    if (::fstat(opened.get(), &found) != 0 || !S_ISREG(found.st_mode))
        return fail(Errc::InvalidArgument, u"It is not a regular file."_s);
    QFile file;
    if (!file.open(opened.get(), QIODevice::ReadOnly))
        return fail(Errc::Io, file.errorString());
    QByteArray bytes = file.read(limit + 1);
    if (bytes.size() > limit)
        return fail(Errc::TooLarge,
                    u"It has more than %1 MiB; use bash for a part of it."_s.arg(limit >> 20));
    return bytes;
}

Result<> writeConfined(const QString &hostPath, const QByteArray &bytes, IfThere ifThere)
{
    const Place place = Place::of(hostPath);
    struct stat owner = {};
    if (!place.folder.isOpen() || ::fstat(place.folder.get(), &owner) != 0)
        return systemFailure(errno);
    const ActingAs user(owner.st_uid, owner.st_gid); // of the folder: the file gets its own below
    mode_t mode = kNewFile;
    if (const auto existing = place.look()) {
        if (!S_ISREG(existing->st_mode))
            return fail(Errc::InvalidArgument, u"It is not a regular file."_s);
        owner = *existing;
        mode = existing->st_mode & kPermissions;
    }
    const QByteArray temporary = ".pilothouse-" + randomUuid().toLatin1() + ".tmp";
    const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    const Descriptor file(::openat(place.folder.get(), temporary.constData(), flags, 0600));
    if (!file.isOpen())
        return systemFailure(errno);
    Result<> written = fill(file, bytes, owner, mode);
    if (written)
        written = giveName(place, temporary, ifThere);
    if (!written)
        ::unlinkat(place.folder.get(), temporary.constData(), 0);
    return written;
}

Result<> makeConfinedFolder(const QString &hostPath)
{
    const Place place = Place::of(hostPath);
    struct stat owner = {};
    if (!place.folder.isOpen() || ::fstat(place.folder.get(), &owner) != 0)
        return systemFailure(errno);
    const ActingAs user(owner.st_uid, owner.st_gid);
    if (::mkdirat(place.folder.get(), place.name.constData(), kNewFolder) != 0)
        return errno == EEXIST ? Result<>() : systemFailure(errno);
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    const Descriptor made(::openat(place.folder.get(), place.name.constData(), flags));
    const bool done = made.isOpen() && giveTo(made.get(), owner.st_uid, owner.st_gid) &&
                      ::fchmod(made.get(), kNewFolder) == 0;
    return done ? Result<>() : systemFailure(errno);
}

Result<QStringList> listConfined(const QString &hostPath, qsizetype limit)
{
    const Place place = Place::of(hostPath);
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    const Descriptor folder(::openat(place.folder.get(), place.name.constData(), flags));
    if (!folder.isOpen())
        return systemFailure(errno);
    QStringList names;
    list(folder.get(), {}, 2, limit, names);
    return names;
}

} // namespace pilothouse
