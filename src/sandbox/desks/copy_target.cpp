#include "sandbox/desks/copy_target.h"

#include "sandbox/desks/file_copy.h"
#include "sandbox/desks/tree_count.h"
#include "sandbox/open_below.h"

#include <QFile>

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kCopiedFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
constexpr qint64 kNanoseconds = 1'000'000; // of a millisecond
/// File systems tell times of up to 10 ms ago, and a program may have been writing.
constexpr qint64 kRacy = 100 * kNanoseconds;

Descriptor openFolderAt(const QString &path)
{
    return Descriptor(::open(QFile::encodeName(path).constData(),
                             O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

} // namespace

Failure cannotCopy()
{
    if (errno == EINTR)
        return fail(Errc::Stopped, u"The copying was stopped."_s);
    return fail(Errc::Io, u"The files cannot be copied: %1."_s.arg(
                              QString::fromLocal8Bit(std::strerror(errno))));
}

CopyTarget::CopyTarget(const TreeCopyOptions &options)
    : m_options(options),
      m_unchangedUntil(options.formerAt.isValid()
                           ? options.formerAt.toMSecsSinceEpoch() * kNanoseconds - kRacy
                           : LLONG_MAX)
{
}

Result<CopyTarget::Folder> CopyTarget::openTop(const QString &path)
{
    if (::mkdir(QFile::encodeName(path).constData(), S_IRWXU) != 0)
        return cannotCopy();
    Folder top{.made = openFolderAt(path), .former = {}};
    if (!top.made.isOpen())
        return cannotCopy();
    if (!m_options.former.isEmpty())
        top.former = openFolderAt(m_options.former);
    m_top = top.made.get();
    return top;
}

Result<CopyTarget::Folder> CopyTarget::makeFolder(const Folder &parent, const char *name) const
{
    if (::mkdirat(parent.made.get(), name, S_IRWXU) != 0)
        return cannotCopy();
    Folder folder{.made = openBelow(parent.made, name, kCopiedFolder), .former = {}};
    if (!folder.made.isOpen())
        return cannotCopy();
    if (parent.former.isOpen())
        folder.former = openBelow(parent.former, name, kCopiedFolder);
    return folder;
}

Result<> CopyTarget::finishFolder(const Folder &folder, const struct stat &found) const
{
    return finish(folder.made, found);
}

Result<> CopyTarget::finish(const Descriptor &made, const struct stat &found) const
{
    const std::array<timespec, 2> times{found.st_atim, found.st_mtim};
    if (m_options.owner && ::fchown(made.get(), *m_options.owner, *m_options.owner) != 0)
        return cannotCopy();
    if (::fchmod(made.get(), found.st_mode & kCopiedRights) != 0 ||
        ::futimens(made.get(), times.data()) != 0)
        return cannotCopy();
    return {};
}

Result<> CopyTarget::makeLink(const Folder &parent, const char *name, const char *points) const
{
    if (::symlinkat(points, parent.made.get(), name) != 0)
        return cannotCopy();
    if (m_options.owner && ::fchownat(parent.made.get(), name, *m_options.owner, *m_options.owner,
                                      AT_SYMLINK_NOFOLLOW) != 0)
        return cannotCopy();
    return {};
}

Result<> CopyTarget::addFile(const Folder &parent, const QByteArray &path, const Descriptor &source,
                             const struct stat &found)
{
    const QByteArray name = path.mid(path.lastIndexOf('/') + 1);
    const bool hasOthers = found.st_nlink > 1;
    if (hasOthers && linkOther(parent, name.constData(), found))
        return {};
    if (!linkFormer(parent, name.constData(), found))
        if (Result<> copied = copyBytes(parent, name.constData(), source, found); !copied)
            return copied;
    if (hasOthers)
        m_several.try_emplace({found.st_dev, found.st_ino}, path);
    return {};
}

Result<> CopyTarget::copyBytes(const Folder &parent, const char *name, const Descriptor &source,
                               const struct stat &found) const
{
    const Descriptor made(::openat(parent.made.get(), name,
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                                   S_IRUSR | S_IWUSR));
    if (!made.isOpen() || !copyFile(source, made, found.st_size, m_options.stop))
        return cannotCopy();
    return finish(made, found);
}

bool CopyTarget::linkOther(const Folder &parent, const char *name, const struct stat &found) const
{
    const auto other = m_several.find({found.st_dev, found.st_ino});
    return other != m_several.end() &&
           ::linkat(m_top, other->second.constData(), parent.made.get(), name, 0) == 0;
}

// As rsync and git judge it: by size and time.
bool CopyTarget::linkFormer(const Folder &parent, const char *name, const struct stat &found) const
{
    struct stat former = {};
    if (!parent.former.isOpen() ||
        ::fstatat(parent.former.get(), name, &former, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    const qint64 changed = inNanoseconds(found.st_mtim);
    const bool isSame = S_ISREG(former.st_mode) && former.st_size == found.st_size &&
                        ((former.st_mode ^ found.st_mode) & kCopiedRights) == 0 &&
                        inNanoseconds(former.st_mtim) == changed && changed <= m_unchangedUntil;
    return isSame && ::linkat(parent.former.get(), name, parent.made.get(), name, 0) == 0;
}

} // namespace pilothouse
