#include "sandbox/desks/saved_files.h"

#include "core/log.h"
#include "sandbox/descriptor.h"
#include "sandbox/limits/home_usage.h"
#include "sandbox/session_users.h"
#include "sandbox/tree_removal.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <sys/file.h>
#include <sys/stat.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kWork = u"work"_s;
const QString kSessions = u"sessions"_s;
const QString kDesks = u"desks"_s;

Failure cannotKeep(const QString &path)
{
    return fail(Errc::Io, u"The files cannot be kept."_s,
                path + u": "_s + QString::fromLocal8Bit(std::strerror(errno)));
}

QString placeIn(const DesktopConfig &config, const QString &place)
{
    return config.savedDir + u'/' + place;
}

bool isThere(const QString &folder, mode_t mode = S_IRWXU)
{
    return ::mkdir(QFile::encodeName(folder).constData(), mode) == 0 || errno == EEXIST;
}

/// Nobody else works in it, in this process or another.
Descriptor locked(const QString &folder)
{
    Descriptor opened(::open(QFile::encodeName(folder).constData(),
                             O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    return opened.isOpen() && ::flock(opened.get(), LOCK_EX | LOCK_NB) == 0 ? std::move(opened)
                                                                            : Descriptor();
}

/// A folder of its own for what is being made, or removed; gone with this.
class WorkFolder
{
    Q_DISABLE_COPY_MOVE(WorkFolder)
public:
    explicit WorkFolder(const DesktopConfig &config)
        : m_path(placeIn(config, kWork) + u'/' + randomUuid())
    {
        if (!config.savedDir.isEmpty() && QDir().mkpath(QFileInfo(config.savedDir).path()) &&
            isThere(config.savedDir) && isThere(placeIn(config, kWork)) && isThere(m_path))
            m_lock = locked(m_path);
    }
    ~WorkFolder()
    {
        if (const std::error_code error = removeTree(QFile::encodeName(m_path).toStdString()))
            qCWarning(logDesktop) << m_path << "cannot be removed:" << error.message().c_str();
    }
    bool isMade() const { return m_lock.isOpen(); }
    const QString &path() const { return m_path; }
    QString path(const QString &name) const { return m_path + u'/' + name; }

private:
    QString m_path;
    Descriptor m_lock;
};

/// Of several trees, in their order.
class FactsOfAll
{
public:
    void add(const QString &name, const TreeFacts &facts)
    {
        m_all.files += facts.files;
        m_all.bytes += facts.bytes;
        m_all.skipped += facts.skipped;
        m_digest.addData(QByteArray(name.toUtf8() + '\0' + facts.digest + '\n'));
    }
    TreeFacts all() const
    {
        TreeFacts all = m_all;
        all.digest = m_digest.result().toHex();
        return all;
    }

private:
    TreeFacts m_all;
    QCryptographicHash m_digest{QCryptographicHash::Sha256};
};

bool isMoved(const QString &from, const QString &to)
{
    return ::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

/// Copies every tree into the work folder. `most`: of each.
Result<TreeFacts> copyTrees(const QList<SessionTree> &trees, const WorkFolder &work,
                            const QString &former, TreeCopyOptions options)
{
    if (!work.isMade())
        return cannotKeep(work.path());
    FactsOfAll facts;
    for (const SessionTree &tree : trees) {
        options.former = former.isEmpty() ? QString() : QString(former + u'/' + tree.name);
        const Result<TreeFacts> copied = copyTree(tree.path, work.path(tree.name), options);
        if (!copied)
            return fail(copied.error());
        facts.add(tree.name, *copied);
    }
    return facts.all();
}

Result<> keep(const DesktopConfig &config, const WorkFolder &work, const QString &place)
{
    const QString target = placeIn(config, place);
    if (!QDir().mkpath(QFileInfo(target).path()) || !isMoved(work.path(), target))
        return cannotKeep(target);
    return {};
}

/// What was there is in the work folder afterwards.
bool isPut(const QString &made, const QString &path)
{
    const QByteArray from = QFile::encodeName(made);
    const QByteArray to = QFile::encodeName(path);
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return true;
    return errno == EEXIST &&
           ::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_EXCHANGE) == 0;
}

Result<> put(const DesktopConfig &config, const WorkFolder &work, const SessionId &session)
{
    isThere(config.homesDir, S_IRWXU | S_IXGRP | S_IXOTH); // as prepareHome()
    for (const SessionTree &tree : treesOf(config, session))
        if (!isPut(work.path(tree.name), tree.path))
            return cannotKeep(tree.path);
    return {};
}

TreeCopyOptions forSession(const DesktopConfig &config, const SessionId &session,
                           std::stop_token stop)
{
    return {.owner = SessionUsers::usual(session),
            .most = config.limits.homeBytes(),
            .stop = std::move(stop)};
}

/// The same trees where they are saved.
QList<SessionTree> savedTrees(const DesktopConfig &config, const QString &place)
{
    QList<SessionTree> trees = treesOf(config, {});
    for (SessionTree &tree : trees)
        tree.path = placeIn(config, place) + u'/' + tree.name;
    return trees;
}

} // namespace

QList<SessionTree> treesOf(const DesktopConfig &config, const SessionId &session)
{
    return {{u"home"_s, config.homesDir + u'/' + session.value}};
}

QString snapshotPlace(const SessionId &session, const QString &snapshot)
{
    return kSessions + u'/' + session.value + u'/' + snapshot;
}

QString deskPlace(const QString &desk)
{
    return kDesks + u'/' + desk;
}

Result<TreeFacts> surveyFiles(const DesktopConfig &config, const SessionId &session,
                              std::stop_token stop)
{
    FactsOfAll facts;
    for (const SessionTree &tree : treesOf(config, session)) {
        const Result<TreeFacts> found = surveyTree(tree.path, stop);
        if (!found)
            return found;
        facts.add(tree.name, *found);
    }
    return facts.all();
}

Result<TreeFacts> saveFiles(const DesktopConfig &config, const SessionId &session,
                            const QString &place, const std::optional<FormerSave> &former,
                            qint64 most, std::stop_token stop)
{
    const WorkFolder work(config);
    const QString shared = former ? placeIn(config, former->place) : QString();
    const TreeCopyOptions options{
        .formerAt = former ? former->at : QDateTime(), .most = most, .stop = std::move(stop)};
    Result<TreeFacts> facts = copyTrees(treesOf(config, session), work, shared, options);
    if (!facts)
        return facts;
    if (Result<> kept = keep(config, work, place); !kept)
        return fail(kept.error());
    return facts;
}

Result<TreeFacts> saveAgain(const DesktopConfig &config, const QString &saved, const QString &place,
                            std::stop_token stop)
{
    const WorkFolder work(config);
    Result<TreeFacts> facts = copyTrees(savedTrees(config, saved), work, placeIn(config, saved),
                                        {.stop = std::move(stop)});
    if (!facts)
        return facts;
    if (Result<> kept = keep(config, work, place); !kept)
        return fail(kept.error());
    return facts;
}

Result<> bringFiles(const DesktopConfig &config, const QString &place, const QByteArray &digest,
                    const SessionId &session, std::stop_token stop)
{
    if (!QFileInfo(placeIn(config, place)).isDir())
        return fail(Errc::Corrupt, u"The saved files are not there any more."_s, place);
    const WorkFolder work(config);
    const Result<TreeFacts> facts = copyTrees(savedTrees(config, place), work, {},
                                              forSession(config, session, std::move(stop)));
    if (!facts)
        return fail(facts.error());
    if (facts->digest != digest || facts->skipped > 0)
        return fail(Errc::Corrupt,
                    u"The saved files were changed since they were saved: they are not used."_s,
                    place);
    return put(config, work, session);
}

Result<> copyFiles(const DesktopConfig &config, const SessionId &from, const SessionId &session,
                   std::stop_token stop)
{
    const WorkFolder work(config);
    const Result<TreeFacts> facts =
        copyTrees(treesOf(config, from), work, {}, forSession(config, session, std::move(stop)));
    if (!facts)
        return fail(facts.error());
    return put(config, work, session);
}

// Out of the way first: a crash while it is being removed leaves no half.
Result<> removeSaved(const DesktopConfig &config, const QString &place)
{
    const QString path = placeIn(config, place);
    if (config.savedDir.isEmpty() || !QFileInfo::exists(path))
        return {};
    const WorkFolder work(config);
    if (!work.isMade() || !isMoved(path, work.path(u"removed"_s)))
        return cannotKeep(path);
    return {};
}

Result<> removeSnapshots(const DesktopConfig &config, const SessionId &session)
{
    return removeSaved(config, kSessions + u'/' + session.value);
}

qint64 snapshotBytes(const DesktopConfig &config, const SessionId &session)
{
    return measureHome(placeIn(config, kSessions + u'/' + session.value), {},
                       std::numeric_limits<qint64>::max())
        .bytes;
}

void sweepWork(const DesktopConfig &config)
{
    const QDir work(placeIn(config, kWork));
    for (const QString &name : work.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        if (const QString path = work.filePath(name); locked(path).isOpen())
            removeTree(QFile::encodeName(path).toStdString());
}

} // namespace pilothouse
