#include "sandbox/own_folder.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

Result<Descriptor> openOwnFolder(const QString &path, mode_t mode)
{
    const QByteArray name = QFile::encodeName(path);
    const bool made = mkdir(name.constData(), 0700) == 0;
    Descriptor folder(open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!folder.isOpen() && (errno == ELOOP || errno == ENOTDIR))
        return fail(Errc::Denied, u"%1 is no folder."_s.arg(path));
    if (!folder.isOpen() || (made && fchmod(folder.get(), mode) != 0))
        return fail(Errc::Io, u"The folder %1 cannot be written."_s.arg(path),
                    QString::fromLocal8Bit(std::strerror(errno)));
    struct stat found = {};
    if (fstat(folder.get(), &found) != 0 || found.st_uid != geteuid() ||
        (found.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return fail(
            Errc::Denied,
            u"The folder %1 is not ours alone: others could change what is in it. Remove it."_s.arg(
                path));
    return folder;
}

Descriptor lockFile(const Descriptor &folder, const QByteArray &name, int flags)
{
    Descriptor file(
        openat(folder.get(), name.constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600));
    struct stat locked = {};
    struct stat named = {};
    if (file.isOpen() && flock(file.get(), LOCK_EX | LOCK_NB) == 0 &&
        fstat(file.get(), &locked) == 0 &&
        fstatat(folder.get(), name.constData(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
        locked.st_ino == named.st_ino)
        return file;
    return {};
}

} // namespace pilothouse
