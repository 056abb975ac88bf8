#include "sandbox/desks/tree_copy.h"

#include "sandbox/acting_as.h"
#include "sandbox/desks/copy_target.h"
#include "sandbox/desks/tree_count.h"
#include "sandbox/open_below.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <dirent.h>
#include <memory>
#include <string>
#include <vector>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kOpenTree = O_RDONLY | O_DIRECTORY | O_NOFOLLOW;
constexpr int kDeepest = 200; // folders in each other: each holds three descriptors

struct Item
{
    std::string name;
    struct stat found = {};
};

/// Browsers tell by these that they run, and refuse a profile that has them.
bool isLockOfProgram(const Item &item)
{
    static constexpr std::array kLocks{".parentlock", "SingletonLock", "SingletonCookie",
                                       "SingletonSocket"};
    const auto isCalled = [&item](const char *lock) { return item.name == lock; };
    return std::ranges::any_of(kLocks, isCalled) ||
           (item.name == "lock" && S_ISLNK(item.found.st_mode)); // of Firefox
}

/// By name, so that the same files have the same digest.
std::vector<Item> itemsOf(const Descriptor &folder)
{
    std::vector<Item> items;
    const std::unique_ptr<DIR, int (*)(DIR *)> entries(::fdopendir(::dup(folder.get())),
                                                       ::closedir);
    while (const dirent *entry = entries ? ::readdir(entries.get()) : nullptr) {
        Item item{.name = entry->d_name};
        if (item.name != "." && item.name != ".." &&
            ::fstatat(folder.get(), entry->d_name, &item.found, AT_SYMLINK_NOFOLLOW) == 0 &&
            !isLockOfProgram(item))
            items.push_back(std::move(item));
    }
    std::ranges::sort(items, {}, &Item::name);
    return items;
}

class TreeWalk
{
    Q_DISABLE_COPY_MOVE(TreeWalk)
public:
    using Folder = CopyTarget::Folder;

    /// Without a target it only counts.
    TreeWalk(const TreeCopyOptions &options, const struct stat &top, CopyTarget *target)
        : m_stop(options.stop), m_count(options.most), m_top(top), m_target(target)
    {
    }

    Result<> walk(const Descriptor &source, const Folder &target, const QByteArray &path, int depth)
    {
        if (depth > kDeepest)
            return fail(Errc::Io, u"Folders are nested too deep to be copied."_s);
        for (const Item &item : itemsOf(source)) {
            if (m_stop.stop_requested())
                return fail(Errc::Stopped, u"The copying was stopped."_s);
            const QByteArray below = path + item.name.c_str();
            if (Result<> taken = take(source, target, item, below, depth); !taken)
                return taken;
        }
        return {};
    }

    TreeFacts facts() const { return m_count.facts(); }

private:
    Result<> take(const Descriptor &source, const Folder &target, const Item &item,
                  const QByteArray &path, int depth)
    {
        const bool isMounted = item.found.st_dev != m_top.st_dev;
        if (!isMounted && S_ISDIR(item.found.st_mode))
            return takeFolder(source, target, item, path, depth);
        if (!isMounted && S_ISLNK(item.found.st_mode))
            return takeLink(source, target, item, path);
        if (!isMounted && S_ISREG(item.found.st_mode))
            return takeFile(source, target, item, path);
        m_count.skip();
        return {};
    }

    /// As the user who owns it all.
    Descriptor open(const Descriptor &folder, const Item &item, quint64 flags) const
    {
        const ActingAs owner(m_top.st_uid, m_top.st_gid);
        return openBelow(folder, item.name.c_str(), flags);
    }

    Result<> takeFolder(const Descriptor &source, const Folder &target, const Item &item,
                        const QByteArray &path, int depth)
    {
        const Descriptor inner = open(source, item, kOpenTree);
        if (!inner.isOpen()) {
            m_count.skip();
            return {};
        }
        if (Result<> counted = m_count.add(item.found, path); !counted)
            return counted;
        if (!m_target)
            return walk(inner, {}, path + '/', depth + 1);
        const Result<Folder> made = m_target->makeFolder(target, item.name.c_str());
        if (!made)
            return fail(made.error());
        if (Result<> walked = walk(inner, *made, path + '/', depth + 1); !walked)
            return walked;
        return m_target->finishFolder(*made, item.found);
    }

    Result<> takeLink(const Descriptor &source, const Folder &target, const Item &item,
                      const QByteArray &path)
    {
        std::array<char, PATH_MAX> points = {};
        if (::readlinkat(source.get(), item.name.c_str(), points.data(), points.size() - 1) < 0) {
            m_count.skip();
            return {};
        }
        if (Result<> counted = m_count.add(item.found, path, points.data()); !counted)
            return counted;
        return m_target ? m_target->makeLink(target, item.name.c_str(), points.data()) : Result<>();
    }

    /// Opened without waiting for the other end, should it be a pipe by now.
    Result<> takeFile(const Descriptor &source, const Folder &target, const Item &item,
                      const QByteArray &path)
    {
        const Descriptor file = open(source, item, O_RDONLY | O_NONBLOCK | O_NOCTTY);
        struct stat found = {};
        if (!file.isOpen() || ::fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode)) {
            m_count.skip();
            return {};
        }
        if (Result<> counted = m_count.add(found, path); !counted)
            return counted;
        return m_target ? m_target->addFile(target, path, file, found) : Result<>();
    }

    std::stop_token m_stop;
    TreeCount m_count;
    struct stat m_top;
    CopyTarget *m_target;
};

Result<TreeFacts> walkTree(const QString &path, const TreeCopyOptions &options, CopyTarget *target,
                           const CopyTarget::Folder &folder)
{
    const Descriptor source(::open(QFile::encodeName(path).constData(),
                                   O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!source.isOpen() && errno == ENOENT)
        return TreeCount(0).facts();
    struct stat top = {};
    if (!source.isOpen() || ::fstat(source.get(), &top) != 0)
        return cannotCopy();
    TreeWalk walk(options, top, target);
    if (Result<> walked = walk.walk(source, folder, {}, 0); !walked)
        return fail(walked.error());
    return walk.facts();
}

} // namespace

Result<TreeFacts> surveyTree(const QString &source, std::stop_token stop)
{
    const TreeCopyOptions options{.stop = std::move(stop)};
    return walkTree(source, options, nullptr, {});
}

Result<TreeFacts> copyTree(const QString &source, const QString &target,
                           const TreeCopyOptions &options)
{
    CopyTarget writing(options);
    const Result<CopyTarget::Folder> top = writing.openTop(target);
    if (!top)
        return fail(top.error());
    return walkTree(source, options, &writing, *top);
}

} // namespace pilothouse
