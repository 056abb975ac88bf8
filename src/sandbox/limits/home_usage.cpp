#include "sandbox/limits/home_usage.h"

#include "sandbox/acting_as.h"
#include "sandbox/open_below.h"

#include <QFile>

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <memory>
#include <set>
#include <string>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <utility>

namespace pilothouse {

namespace {

constexpr qint64 kDiskBlock = 512;     // of st_blocks
constexpr qint64 kLeastOfEntry = 4096; // of one entry
constexpr size_t kPathPiece = 2000;    // bytes; the kernel takes 4095 at once
constexpr quint64 kOpenFolder = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;

using Folder = std::unique_ptr<DIR, int (*)(DIR *)>;

/// Counts what it is shown, each inode once.
class InodeCount
{
public:
    explicit InodeCount(qint64 enough) : m_enough(enough) {}

    void add(const struct stat &found)
    {
        const bool hasOneName = S_ISDIR(found.st_mode) || found.st_nlink == 1;
        if (!hasOneName && !m_seen.insert({found.st_dev, found.st_ino}).second)
            return;
        m_usage.bytes += std::max<qint64>(found.st_blocks * kDiskBlock, kLeastOfEntry);
        ++m_usage.files;
    }
    bool isEnough() const { return m_usage.bytes >= m_enough; }
    const HomeUsage &usage() const { return m_usage; }

private:
    qint64 m_enough;
    HomeUsage m_usage;
    std::set<std::pair<dev_t, ino_t>> m_seen;
};

/// One that its owner has closed is opened: what is in it takes up space all the same.
Descriptor openFolder(const Descriptor &parent, const std::string &path)
{
    Descriptor folder = openBelow(parent, path.c_str(), kOpenFolder);
    if (folder.isOpen() || errno != EACCES)
        return folder;
    const Descriptor closed = openBelow(parent, path.c_str(), O_PATH | O_DIRECTORY | O_NOFOLLOW);
    const std::string name = "/proc/self/fd/" + std::to_string(closed.get());
    if (closed.isOpen() && ::chmod(name.c_str(), S_IRWXU) == 0)
        return openBelow(parent, path.c_str(), kOpenFolder);
    return folder;
}

/// Programs can nest folders deeper than a path may be long.
Descriptor openDeep(const Descriptor &home, std::string path)
{
    Descriptor folder = openBelow(home, ".", kOpenFolder);
    while (path.size() > kPathPiece && folder.isOpen()) {
        const size_t cut = path.rfind('/', kPathPiece); // a name has 255 bytes at the most
        folder = openFolder(folder, path.substr(0, cut));
        path.erase(0, cut + 1);
    }
    return folder.isOpen() ? openFolder(folder, path) : std::move(folder);
}

/// Adds what is in the folder, and names the folders in it.
void addFolder(const Descriptor &folder, const std::string &path, InodeCount &count,
               std::vector<std::string> &folders)
{
    const Folder entries(::fdopendir(::dup(folder.get())), ::closedir);
    if (!entries)
        return;
    while (const dirent *entry = ::readdir(entries.get())) {
        const std::string name = entry->d_name;
        struct stat found = {};
        if (name == "." || name == ".." ||
            ::fstatat(folder.get(), entry->d_name, &found, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        count.add(found);
        if (S_ISDIR(found.st_mode))
            folders.push_back(path + '/' + name);
    }
}

void addNameless(pid_t program, dev_t device, InodeCount &count)
{
    const std::string path = "/proc/" + std::to_string(program) + "/fd";
    const Folder entries(::opendir(path.c_str()), ::closedir);
    while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
        struct stat found = {};
        if (::stat((path + '/' + entry->d_name).c_str(), &found) == 0 && S_ISREG(found.st_mode) &&
            found.st_nlink == 0 && found.st_dev == device)
            count.add(found);
    }
}

} // namespace

qint64 countedBytes(qint64 bytes)
{
    return (std::max<qint64>(bytes, 1) + kLeastOfEntry - 1) / kLeastOfEntry * kLeastOfEntry;
}

HomeUsage measureHome(const QString &home, const std::vector<pid_t> &programs, qint64 enough,
                      bool asServer)
{
    const Descriptor top(::open(QFile::encodeName(home).constData(),
                                O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    struct stat found = {};
    if (!top.isOpen() || ::fstat(top.get(), &found) != 0)
        return {};
    const ActingAs owner(asServer ? std::nullopt : std::optional(found.st_uid), found.st_gid);
    InodeCount count(enough);
    std::vector<std::string> folders{"."};
    while (!folders.empty() && !count.isEnough()) {
        const std::string path = std::move(folders.back());
        folders.pop_back();
        if (const Descriptor folder = openDeep(top, path); folder.isOpen())
            addFolder(folder, path, count, folders);
    }
    for (const pid_t program : programs)
        addNameless(program, found.st_dev, count);
    return count.usage();
}

QString inMebibytes(qint64 bytes)
{
    return QString::number(bytes >> 20);
}

HomeUsage usedOnDiskOf(const QString &folder)
{
    struct statvfs found = {};
    if (::statvfs(QFile::encodeName(folder).constData(), &found) != 0)
        return {};
    return {.bytes = static_cast<qint64>((found.f_blocks - found.f_bfree) * found.f_frsize),
            .files = static_cast<qint64>(found.f_files - found.f_ffree)};
}

} // namespace pilothouse
