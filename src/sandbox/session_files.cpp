#include "sandbox/session_files.h"

#include "core/utc.h"
#include "sandbox/acting_as.h"
#include "sandbox/limits/home_usage.h"
#include "sandbox/open_below.h"

#include <QFile>
#include <QHash>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <mutex>
#include <optional>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostEntries = 10'000;
constexpr qsizetype kLongestPath = 4000; // bytes; PATH_MAX is 4096
constexpr quint64 kFolderFlags = O_RDONLY | O_DIRECTORY;

Failure homeFailure(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return fail(Errc::NotFound, u"There is no such file or folder."_s);
    case ELOOP:
        return fail(Errc::Denied, u"There is a link on the way; links are not followed here."_s);
    case EACCES:
    case EPERM:
    case EXDEV:
    case EROFS:
        return fail(Errc::Denied, u"The session's user may not do that."_s);
    case ENXIO: // a socket cannot be opened, nor a pipe whose other end is wanted
        return fail(Errc::Conflict, u"It is neither a file nor a folder."_s);
    case ENOTEMPTY:
    case EEXIST:
        return fail(Errc::Conflict, u"The folder is not empty."_s);
    case ENAMETOOLONG:
        return fail(Errc::InvalidArgument, u"The name is too long."_s);
    default:
        return fail(Errc::Io, QString::fromLocal8Bit(std::strerror(error)) + u'.');
    }
}

/// The parts of a path; none: the home itself.
Result<QByteArrayList> partsOf(const QString &path)
{
    if (path.isEmpty())
        return QByteArrayList();
    const QByteArray text = path.toUtf8();
    const QByteArrayList parts = text.split('/');
    const bool isGood = std::none_of(parts.begin(), parts.end(), [](const QByteArray &part) {
        return part.isEmpty() || part == "." || part == ".." || part.contains('\0');
    });
    if (!isGood || text.size() > kLongestPath)
        return fail(Errc::InvalidArgument, u"This is not a path in the session's home."_s);
    return parts;
}

/// Whole homes are measured for each file that is brought: one after the other, so that each counts
/// what those before it stored.
std::mutex &turnOf(const SessionId &session)
{
    static std::array<std::mutex, 16> turns;
    return turns[qHash(session.value) % turns.size()];
}

/// Io: with a new file of `size` bytes instead of one of `former` there would be too much.
Result<> checkRoom(const DesktopConfig &config, const SessionId &session, qint64 size,
                   qint64 former)
{
    const qint64 allowed = config.limits.homeBytes();
    if (allowed <= 0)
        return {};
    const QString home = config.homesDir + u'/' + session.value;
    const qint64 used = measureHome(home, {}, 2 * allowed).bytes;
    const qint64 then = used - former + countedBytes(size);
    if (then <= allowed)
        return {};
    return fail(Errc::Io,
                u"The session's files may take up %1 MiB and take up %2 MiB: delete some before "
                "you bring this one."_s.arg(inMebibytes(allowed), inMebibytes(used)));
}

/// The open home, and who it belongs to.
struct Home
{
    Descriptor folder;
    struct stat owner = {};

    static Home open(const DesktopConfig &config, const SessionId &session)
    {
        const QByteArray path = QFile::encodeName(QString(config.homesDir + u'/' + session.value));
        const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
        Home home;
        home.folder = Descriptor(::open(path.constData(), flags));
        if (home.folder.isOpen() && ::fstat(home.folder.get(), &home.owner) != 0)
            home.folder = Descriptor();
        return home;
    }

    ActingAs acting() const { return ActingAs(owner.st_uid, owner.st_gid); }
};

/// As prepareHome() makes it; the rest comes with the desktop.
void makeHome(const DesktopConfig &config, const SessionId &session)
{
    const QString home = config.homesDir + u'/' + session.value;
    ::mkdir(QFile::encodeName(config.homesDir).constData(), 0711);
    ::mkdir(QFile::encodeName(home).constData(), 0700);
}

/// What the file that will be replaced counts, if there is one; 0 if it has other names as well.
std::optional<qint64> countedAt(const Home &home, const QByteArrayList &parts)
{
    const Descriptor file = openBelow(home.folder, parts.join('/').constData(), O_PATH);
    struct stat found = {};
    if (!file.isOpen() || ::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode))
        return {};
    return found.st_nlink == 1 ? countedBytes(found.st_blocks * 512) : 0;
}

HomeEntry entryOf(int folder, const char *name)
{
    HomeEntry entry{.name = QString::fromUtf8(name)};
    struct stat found = {};
    if (::fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0)
        return entry;
    entry.kind = S_ISREG(found.st_mode)   ? HomeEntry::Kind::File
                 : S_ISDIR(found.st_mode) ? HomeEntry::Kind::Folder
                 : S_ISLNK(found.st_mode) ? HomeEntry::Kind::Link
                                          : HomeEntry::Kind::Other;
    entry.size = entry.kind == HomeEntry::Kind::File ? found.st_size : 0;
    entry.modified = QDateTime::fromSecsSinceEpoch(found.st_mtim.tv_sec, kUtc);
    return entry;
}

Result<HomeItem> listFolder(const Descriptor &folder)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> names(::fdopendir(::dup(folder.get())), ::closedir);
    if (!names)
        return homeFailure(errno);
    HomeItem item;
    while (const dirent *next = ::readdir(names.get())) {
        const QByteArrayView name(next->d_name);
        if (name != "." && name != ".." && item.entries.size() < kMostEntries)
            item.entries.append(entryOf(folder.get(), next->d_name));
    }
    std::sort(item.entries.begin(), item.entries.end(),
              [](const HomeEntry &a, const HomeEntry &b) { return a.name < b.name; });
    return item;
}

QString nameIn(const Descriptor &folder, const QByteArray &name)
{
    return u"/proc/self/fd/%1/"_s.arg(folder.get()) + QString::fromUtf8(name);
}

/// The home of a desktop that ended is the server's own, what is in it still its user's: so is
/// what is new.
void giveToUser(const Home &home, const Descriptor &folder, const QByteArray &name)
{
    struct stat inside = {};
    if (home.owner.st_uid == 0 && ::geteuid() == 0 &&
        ::fstatat(home.folder.get(), ".config", &inside, AT_SYMLINK_NOFOLLOW) == 0)
        std::ignore = ::fchownat(folder.get(), name.constData(), inside.st_uid, inside.st_gid,
                                 AT_SYMLINK_NOFOLLOW);
}

/// The folder of the last part; makes those that are missing.
Result<Descriptor> folderFor(const Home &home, const QByteArrayList &parts)
{
    Descriptor folder = openBelow(home.folder, ".", kFolderFlags);
    for (const QByteArray &part : parts.first(parts.size() - 1)) {
        Descriptor next = openBelow(folder, part.constData(), kFolderFlags);
        if (!next.isOpen() && errno == ENOENT) {
            if (auto made = makeConfinedFolder(nameIn(folder, part)); !made)
                return fail(made.error());
            giveToUser(home, folder, part);
            next = openBelow(folder, part.constData(), kFolderFlags);
        }
        if (!next.isOpen() && errno == ENOTDIR)
            return fail(Errc::Conflict, u"There is a file where the path has a folder."_s);
        if (!next.isOpen())
            return homeFailure(errno);
        folder = std::move(next);
    }
    return folder;
}

} // namespace

Result<HomeItem> openInHome(const DesktopConfig &config, const SessionId &session,
                            const QString &path)
{
    const auto parts = partsOf(path);
    if (!parts)
        return fail(parts.error());
    const Home home = Home::open(config, session);
    if (!home.folder.isOpen() && parts->isEmpty() && errno == ENOENT)
        return HomeItem();
    if (!home.folder.isOpen())
        return homeFailure(errno);
    const ActingAs user = home.acting();
    // Without O_NONBLOCK a pipe would hold us until somebody writes.
    const quint64 flags = O_RDONLY | O_NONBLOCK | O_NOCTTY;
    const QByteArray name = parts->isEmpty() ? QByteArray(".") : parts->join('/');
    const auto opened =
        std::make_shared<const Descriptor>(openBelow(home.folder, name.constData(), flags));
    if (!opened->isOpen())
        return homeFailure(errno);
    struct stat found = {};
    if (::fstat(opened->get(), &found) != 0)
        return homeFailure(errno);
    if (S_ISDIR(found.st_mode))
        return listFolder(*opened);
    if (!S_ISREG(found.st_mode))
        return fail(Errc::Conflict, u"It is neither a file nor a folder."_s);
    return HomeItem{.file = opened, .size = found.st_size};
}

Result<Written> writeInHome(const DesktopConfig &config, const SessionId &session,
                            const QString &path, const QByteArray &bytes, IfThere ifThere)
{
    const auto parts = partsOf(path);
    if (!parts)
        return fail(parts.error());
    if (parts->isEmpty())
        return fail(Errc::Conflict, u"This is the home folder itself."_s);
    makeHome(config, session);
    const std::lock_guard turn(turnOf(session));
    const Home home = Home::open(config, session);
    if (!home.folder.isOpen())
        return homeFailure(errno);
    const ActingAs user = home.acting();
    const std::optional<qint64> former = countedAt(home, *parts);
    if (ifThere == IfThere::Keep && former)
        return Written::Kept;
    if (auto room = checkRoom(config, session, bytes.size(), former.value_or(0)); !room)
        return fail(room.error());
    const auto folder = folderFor(home, *parts);
    if (!folder)
        return fail(folder.error());
    const QString target = nameIn(*folder, parts->constLast());
    const FileKind kind = fileKind(target);
    if (kind == FileKind::Folder || kind == FileKind::Other)
        return fail(Errc::Conflict, u"Something that is not a file is there."_s);
    if (auto written = writeConfined(target, bytes, ifThere); !written) {
        if (written.error().code == Errc::Conflict)
            return Written::Kept;
        return fail(written.error());
    }
    giveToUser(home, *folder, parts->constLast());
    return kind == FileKind::Missing ? Written::New : Written::Replaced;
}

Result<> removeInHome(const DesktopConfig &config, const SessionId &session, const QString &path)
{
    const auto parts = partsOf(path);
    if (!parts)
        return fail(parts.error());
    if (parts->isEmpty())
        return fail(Errc::Conflict, u"This is the home folder itself."_s);
    const Home home = Home::open(config, session);
    if (!home.folder.isOpen())
        return homeFailure(errno);
    const ActingAs user = home.acting();
    const QByteArray parent = parts->first(parts->size() - 1).join('/');
    const Descriptor folder =
        openBelow(home.folder, parent.isEmpty() ? "." : parent.constData(), kFolderFlags);
    if (!folder.isOpen())
        return homeFailure(errno);
    const bool isFolder = fileKind(nameIn(folder, parts->constLast())) == FileKind::Folder;
    const int flags = isFolder ? AT_REMOVEDIR : 0;
    if (::unlinkat(folder.get(), parts->constLast().constData(), flags) != 0)
        return homeFailure(errno);
    return {};
}

} // namespace pilothouse
