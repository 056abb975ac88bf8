#include "sandbox/session_home.h"

#include "sandbox/descriptor.h"
#include "sandbox/software/software_layer.h"
#include "sandbox/tree_removal.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <map>
#include <system_error>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

Failure cannot(const QString &path)
{
    return fail(Errc::Io, u"The session's home folder cannot be made."_s, path);
}

bool handOver(const QString &path, uid_t owner)
{
    return lchown(QFile::encodeName(path).constData(), owner, owner) == 0;
}

uid_t ownerOf(const QString &path)
{
    struct stat found
    {
    };
    return lstat(QFile::encodeName(path).constData(), &found) == 0 ? found.st_uid : 0;
}

/// What has other names than one: which of them are in the home.
using Names = std::map<std::pair<dev_t, ino_t>, QStringList>;

/// By descriptor: what is looked at is what is given away. A link itself, not what it points to.
/// Not given but noted in `several` is a file that has another number of names than `names`.
bool handOverOne(const QString &path, uid_t owner, nlink_t names, Names *several)
{
    const Descriptor item(
        open(QFile::encodeName(path).constData(), O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat found = {};
    if (!item.isOpen() || fstat(item.get(), &found) != 0)
        return false;
    if (!S_ISDIR(found.st_mode) && found.st_nlink != names) {
        if (several)
            (*several)[{found.st_dev, found.st_ino}] << path;
        return true;
    }
    return fchownat(item.get(), "", owner, owner, AT_EMPTY_PATH) == 0;
}

/// Everything below `home`, but for what has a name outside of it as well: that may be the host's,
/// and programs can give it a name here. Such a file stays whose it is.
bool handOverTree(const QString &home, uid_t owner)
{
    Names several;
    QDirIterator items(home, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (items.hasNext()) {
        if (!handOverOne(items.next(), owner, 1, &several))
            return false;
    }
    return std::all_of(several.begin(), several.end(), [owner](const auto &each) {
        const QStringList &paths = each.second;
        return handOverOne(paths.first(), owner, static_cast<nlink_t>(paths.size()), nullptr);
    });
}

/// A link on the way could lead us, who may be root, out of the home. Nobody of that session runs
/// yet, so what we see now holds.
bool hasLink(const QString &home, QString path)
{
    for (; path.size() > home.size(); path.truncate(path.lastIndexOf(u'/'))) {
        if (QFileInfo(path).isSymLink())
            return true;
    }
    return false;
}

/// Copies what the resources have and the home has not. Returns whether it copied anything.
Result<bool> copySkeleton(const QString &home)
{
    bool copied = false;
    const QString skeleton = u":/pilothouse/desktop/home"_s;
    QDirIterator items(skeleton, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (items.hasNext()) {
        const QString source = items.next();
        const QString target = home + source.mid(skeleton.size());
        if (QFile::exists(target) || hasLink(home, target))
            continue;
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(source, target) ||
            !QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner))
            return cannot(target);
        copied = true;
    }
    return copied;
}

/// As home/.config/user-dirs.dirs names them: where programs look for files, and keep them.
bool makeUserFolders(const QString &home)
{
    const QStringList names = {u"Desktop"_s,  u"Documents"_s, u"Downloads"_s, u"Music"_s,
                               u"Pictures"_s, u"Public"_s,    u"Templates"_s, u"Videos"_s};
    return std::all_of(names.begin(), names.end(), [&home](const QString &name) {
        const QByteArray path = QFile::encodeName(QString(home + u'/' + name));
        return mkdir(path.constData(), 0755) == 0 || errno == EEXIST;
    });
}

bool isFileName(const QString &name)
{
    return !name.isEmpty() && !name.startsWith(u'.') && !name.contains(u'/') &&
           !name.contains(QChar::Null);
}

} // namespace

Result<QString> prepareHome(const DesktopConfig &config, const SessionId &session,
                            std::optional<uid_t> owner)
{
    if (!isFileName(session.value))
        return fail(Errc::InvalidArgument, u"The session's name is no file name."_s, session.value);
    const QString home = config.homesDir + u"/"_s + session.value;
    const QByteArray path = QFile::encodeName(home);
    // Others may pass (where there is no bubblewrap, the sessions' users do) but not look around.
    const QByteArray homes = QFile::encodeName(config.homesDir);
    if (!QDir().mkpath(QFileInfo(config.homesDir).path()) ||
        (mkdir(homes.constData(), 0711) != 0 && errno != EEXIST) ||
        (mkdir(path.constData(), 0700) != 0 && errno != EEXIST) ||
        (chmod(path.constData(), 0700) != 0 && access(path.constData(), R_OK | W_OK | X_OK) != 0))
        return cannot(home);
    const bool isNew = !QFile::exists(home + u"/.config"_s);
    const Result<bool> copied = copySkeleton(home);
    if (!copied)
        return fail(copied.error());
    if (isNew && !makeUserFolders(home))
        return cannot(home);
    const uid_t user = owner.value_or(geteuid());
    const bool foreign = ownerOf(home + u"/.config"_s) != user;
    if (owner && (((*copied || foreign) && !handOverTree(home, user)) || !handOver(home, user)))
        return cannot(home);
    return home;
}

QString closedFolderAbove(const QString &path)
{
    for (QString folder = QFileInfo(path).path();; folder = QFileInfo(folder).path()) {
        struct stat found
        {
        };
        if (stat(QFile::encodeName(folder).constData(), &found) == 0 &&
            (found.st_mode & S_IXOTH) == 0)
            return folder;
        if (folder == "/"_L1 || folder == "."_L1)
            return {};
    }
}

Result<> removeHome(const DesktopConfig &config, const SessionId &session)
{
    if (config.homesDir.isEmpty() || !isFileName(session.value))
        return fail(Errc::InvalidArgument, u"The session's name is no file name."_s, session.value);
    if (auto removed = removeSoftware(config, session); !removed)
        return removed;
    const QString home = config.homesDir + u"/"_s + session.value;
    const std::error_code error = removeTree(QFile::encodeName(home).toStdString());
    if (!error)
        return {};
    return fail(Errc::Io, u"The session's home folder cannot be removed."_s,
                home + u": "_s + QString::fromLocal8Bit(error.message().c_str()));
}

void closeHome(const QString &home)
{
    if (geteuid() == 0)
        handOver(home, 0);
}

} // namespace pilothouse
