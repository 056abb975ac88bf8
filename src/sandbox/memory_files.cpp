#include "sandbox/memory_files.h"

#include "sandbox/acting_as.h"
#include "sandbox/tree_removal.h"

#include <QFile>

#include <filesystem>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <system_error>
#include <vector>

namespace pilothouse {

namespace {

namespace fs = std::filesystem;

constexpr int kMostFiles = 10'000; // some 20 ms
constexpr qint64 kBlock = 512;     // of st_blocks

fs::path pathOf(const QString &folder)
{
    return fs::path(QFile::encodeName(folder).toStdString());
}

bool describe(const fs::path &path, struct stat &found)
{
    return lstat(path.c_str(), &found) == 0;
}

/// -1: there are too many.
qint64 bytesBelow(const fs::path &top, int &left)
{
    struct stat found = {};
    qint64 bytes = describe(top, found) ? found.st_blocks * kBlock : 0;
    if (!S_ISDIR(found.st_mode))
        return bytes;
    std::error_code error;
    constexpr auto kOptions = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator each(top, kOptions, error), end; !error && each != end;
         each.increment(error)) {
        if (--left < 0)
            return -1;
        bytes += describe(each->path(), found) ? found.st_blocks * kBlock : 0;
    }
    return bytes;
}

} // namespace

qint64 usedInMemory(const QString &folder)
{
    struct statfs found = {};
    if (statfs(QFile::encodeName(folder).constData(), &found) != 0 || found.f_type != TMPFS_MAGIC)
        return 0;
    return static_cast<qint64>(found.f_blocks - found.f_bfree) * found.f_bsize;
}

qint64 ownedInMemory(const QString &folder, uid_t user)
{
    const qint64 all = usedInMemory(folder);
    if (all == 0)
        return 0;
    qint64 bytes = 0;
    int left = kMostFiles;
    std::error_code error;
    struct stat found = {};
    for (const fs::directory_entry &each : fs::directory_iterator(pathOf(folder), error)) {
        if (!describe(each.path(), found) || found.st_uid != user)
            continue;
        const qint64 below = --left < 0 ? -1 : bytesBelow(each.path(), left);
        if (below < 0)
            return all;
        bytes += below;
    }
    return bytes;
}

void removeOwned(const QString &folder, uid_t user)
{
    std::error_code error;
    std::vector<fs::path> owned;
    struct stat found = {};
    for (const fs::directory_entry &each : fs::directory_iterator(pathOf(folder), error)) {
        if (describe(each.path(), found) && found.st_uid == user)
            owned.push_back(each.path());
    }
    const ActingAs owner(user);
    for (const fs::path &each : owned)
        removeTree(each);
}

} // namespace pilothouse
