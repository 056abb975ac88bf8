#include "app/data_folder.h"

#include "core/log.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Such as /tmp, or the root: others need it as it is, and put into it what they like.
bool isForEverybody(const QString &folder, const struct stat &found)
{
    return QDir(QDir(folder).canonicalPath()).isRoot() || (found.st_mode & S_ISVTX) != 0;
}

void closeToOthers(const QString &folder, mode_t before, bool passable)
{
    mode_t mode = S_IRWXU | (before & S_ISGID);
    if ((before & S_IWGRP) != 0) // as somebody made it: the next start may be as another user
        mode |= S_IRWXG;
    if (passable)
        mode |= S_IXGRP | S_IXOTH;
    if (::chmod(QFile::encodeName(folder).constData(), mode) != 0) // some file systems cannot
        qCWarning(logApp).noquote() << u"%1 cannot be closed to others."_s.arg(folder);
}

Result<> takeAsItIs(const QString &folder, const struct stat &found)
{
    if (::geteuid() == 0)
        return fail(Errc::Io, u"The folder %1 belongs to user %2, and this server is root: run it "
                              "as that user, or choose a folder of root's."_s.arg(folder)
                                  .arg(found.st_uid));
    if (::access(QFile::encodeName(folder).constData(), R_OK | W_OK | X_OK) != 0)
        return fail(Errc::Io,
                    u"The folder %1 cannot be written by user %2: give it to this user or to a "
                    "group of theirs, or choose another with --data-dir."_s.arg(folder)
                        .arg(::geteuid()));
    if ((found.st_mode & S_IWOTH) != 0) // as a cluster makes it for one container alone
        qCWarning(logApp).noquote()
            << u"Every user of this machine may change what is in %1."_s.arg(folder);
    return {};
}

} // namespace

Result<> prepareDataFolder(const QString &folder, bool passable)
{
    struct stat found = {};
    const bool isNew = !QFile::exists(folder);
    if (!QDir().mkpath(folder) || ::stat(QFile::encodeName(folder).constData(), &found) != 0)
        return fail(Errc::Io,
                    u"The folder %1 cannot be made. Choose another with --data-dir."_s.arg(folder));
    const bool ours = found.st_uid == ::geteuid();
    if (isForEverybody(folder, found))
        return fail(Errc::Io,
                    u"The folder %1 is for everybody. Choose one below it."_s.arg(folder));
    if (!ours)
        return takeAsItIs(folder, found);
    closeToOthers(folder, isNew ? S_IRWXU : found.st_mode, passable);
    return {};
}

} // namespace pilothouse
