#include "sandbox/sandbox_paths.h"

#include "sandbox/acting_as.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kMostLinks = 16;

/// Links, also absolute ones and "..", are followed as if `root` were "/". /proc/self/fd and its
/// like lead anywhere, so they are refused.
Descriptor openIn(const Descriptor &root, const QString &path, quint64 flags)
{
    open_how how{};
    how.flags = flags | O_CLOEXEC;
    how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    const QByteArray name = QFile::encodeName(path);
    return Descriptor(
        static_cast<int>(syscall(SYS_openat2, root.get(), name.constData(), &how, sizeof how)));
}

QString descriptorPath(const Descriptor &descriptor)
{
    return u"/proc/self/fd/"_s + QString::number(descriptor.get());
}

/// The text of a link; empty when it is none.
QString linkTarget(int folder, const QByteArray &name)
{
    std::array<char, PATH_MAX> text{};
    const ssize_t length = readlinkat(folder, name.constData(), text.data(), text.size());
    return length > 0 ? QFile::decodeName(QByteArray(text.data(), length)) : QString();
}

/// Full name of an open folder as those whose "/" is `root` name it.
QString nameIn(const Descriptor &root, const Descriptor &folder)
{
    const QString top = linkTarget(AT_FDCWD, QFile::encodeName(descriptorPath(root)));
    const QString name = linkTarget(AT_FDCWD, QFile::encodeName(descriptorPath(folder)));
    if (top == "/"_L1 || !name.startsWith(top))
        return name;
    return name.size() == top.size() ? u"/"_s : name.mid(top.size());
}

bool isBelow(const QString &path, const QStringList &folders)
{
    return std::any_of(folders.begin(), folders.end(), [&path](const QString &folder) {
        return path == folder || path.startsWith(folder + u'/');
    });
}

Failure failureFor(int error, const QString &path)
{
    if (error == ENOENT || error == ENOTDIR)
        return fail(Errc::NotFound, u"There is no %1."_s.arg(path));
    return fail(Errc::Denied, u"%1 is not open to this session."_s.arg(path));
}

} // namespace

SandboxPaths::SandboxPaths(View view) : m_view(std::move(view)) {}

Result<QString> SandboxPaths::resolve(const QString &insidePath, bool forWriting)
{
    const Descriptor root(
        open(QFile::encodeName(m_view.root).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!root.isOpen())
        return fail(Errc::Unavailable, u"The session's desktop is gone."_s);
    const bool absolute = insidePath.startsWith(u'/');
    const ActingAs user(m_view.user);
    Result<Place> place = find(root, absolute ? insidePath : m_view.home + u'/' + insidePath, 0);
    if (!place)
        return fail(place.error());
    if (auto allowed = check(*place, forWriting); !allowed)
        return fail(allowed.error());
    return keep(std::move(*place));
}

Result<SandboxPaths::Place> SandboxPaths::find(const Descriptor &root, const QString &path,
                                               int depth) const
{
    if (depth > kMostLinks || path.contains(QChar::Null))
        return failureFor(ELOOP, path);
    if (Descriptor folder = openIn(root, path, O_PATH | O_DIRECTORY); folder.isOpen()) {
        const QString inside = nameIn(root, folder);
        return Place{std::move(folder), inside, u"."_s};
    }
    const qsizetype slash = path.lastIndexOf(u'/');
    const QString name = path.mid(slash + 1);
    Descriptor parent = openIn(root, path.left(slash + 1), O_PATH | O_DIRECTORY);
    if (!parent.isOpen())
        return failureFor(errno, path);
    if (name.isEmpty())
        return failureFor(ENOENT, path);
    const QString inside = nameIn(root, parent);
    if (const QString target = linkTarget(parent.get(), QFile::encodeName(name)); !target.isEmpty())
        return find(root, target.startsWith(u'/') ? target : inside + u'/' + target, depth + 1);
    return Place{std::move(parent), inside, name};
}

Result<> SandboxPaths::check(const Place &place, bool forWriting) const
{
    const QString full = place.name == "."_L1 ? place.inside : place.inside + u'/' + place.name;
    if (!isBelow(full, m_view.writable) && (forWriting || !isBelow(full, m_view.readable)))
        return failureFor(EACCES, full);
    const QByteArray name = QFile::encodeName(place.name);
    struct stat found
    {
    };
    const bool exists =
        fstatat(place.folder.get(), name.constData(), &found, AT_SYMLINK_NOFOLLOW) == 0;
    if (!exists && !forWriting)
        return failureFor(errno, full);
    if (exists && !S_ISREG(found.st_mode) && !S_ISDIR(found.st_mode))
        return fail(Errc::Denied, u"%1 is no plain file."_s.arg(full));
    const int wanted = forWriting ? W_OK : R_OK;
    const char *asked = exists ? name.constData() : "."; // a new file needs a folder to write to
    if (faccessat(place.folder.get(), asked, wanted, AT_EACCESS) != 0)
        return failureFor(errno, full);
    return {};
}

QString SandboxPaths::keep(Place place)
{
    Descriptor &slot = m_kept[m_next++ % m_kept.size()];
    slot = Descriptor(); // closes the oldest
    slot = std::move(place.folder);
    return descriptorPath(slot) + u'/' + place.name;
}

} // namespace pilothouse
