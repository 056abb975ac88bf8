#include "sandbox/software/closed_files.h"

#include <QFile>

#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>

namespace pilothouse {

namespace {

class ClosedFiles
{
public:
    explicit ClosedFiles(const QStringList &without) : m_without(without) {}

    void lookInto(int folder, const QByteArray &path)
    {
        const std::unique_ptr<DIR, int (*)(DIR *)> entries(::fdopendir(folder), ::closedir);
        while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
            const QByteArrayView name(entry->d_name);
            if (entry->d_type != DT_LNK && name != "." && name != "..")
                lookAt(folder, entry->d_name,
                       path.isEmpty() ? name.toByteArray() : path + '/' + name.toByteArray());
        }
    }
    QStringList found() const { return m_found; }

private:
    void lookAt(int folder, const char *name, const QByteArray &path)
    {
        struct stat status = {};
        if (::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0 || S_ISLNK(status.st_mode) ||
            m_without.contains(QFile::decodeName(path)))
            return;
        const mode_t needed = S_ISDIR(status.st_mode) ? S_IROTH | S_IXOTH : S_IROTH;
        if ((status.st_mode & needed) != needed)
            m_found << QFile::decodeName(path);
        else if (S_ISDIR(status.st_mode))
            lookInto(::openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), path);
    }

    const QStringList &m_without;
    QStringList m_found;
};

} // namespace

QStringList closedFiles(const QString &folder, const QStringList &without)
{
    ClosedFiles closed(without);
    closed.lookInto(::open(QFile::encodeName(folder).constData(),
                           O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC),
                    {});
    return closed.found();
}

} // namespace pilothouse
