#pragma once

#include "core/config.h"
#include "core/ids.h"
#include "sandbox/desks/tree_copy.h"

#include <QList>

/// Files of sessions that are kept: snapshots, which go with their session, and desks, which stay.
/// Each is a folder below DesktopConfig::savedDir with a copy of every tree of the session, made
/// aside and renamed: it is whole, or not there. What is equal in two of them lies on the disk
/// once. Nothing of it is ever changed. Blocking; any thread, each place by one at a time.
namespace pilothouse {

/// A folder of files that belong to a session, by the name that its copies have.
struct SessionTree
{
    QString name;
    QString path;
};

/// All that a snapshot holds.
QList<SessionTree> treesOf(const DesktopConfig &config, const SessionId &session);

/// Where a saved one is, below savedDir.
QString snapshotPlace(const SessionId &session, const QString &snapshot);
QString deskPlace(const QString &desk);

/// A save that the new one can share with.
struct FormerSave
{
    QString place;
    QDateTime at; ///< when it began
};

/// What a snapshot of them would hold now. Io, Stopped.
Result<TreeFacts> surveyFiles(const DesktopConfig &config, const SessionId &session,
                              std::stop_token stop = {});

/// Saves the files of a session at `place`; of one without files, nothing, as well. Programs may
/// be running: what they are writing is there as far as it is written. `most` bytes, 0: any. Io,
/// Stopped.
Result<TreeFacts> saveFiles(const DesktopConfig &config, const SessionId &session,
                            const QString &place, const std::optional<FormerSave> &former,
                            qint64 most, std::stop_token stop = {});

/// The same files once more at `place`, at the cost of their names. Io, Stopped.
Result<TreeFacts> saveAgain(const DesktopConfig &config, const QString &saved, const QString &place,
                            std::stop_token stop = {});

/// Puts what is saved at `place` in the place of all files of the session, in which nothing may
/// run: all of it, or nothing. They belong to the user that the session most likely draws.
/// Corrupt: it is not what was saved, by `digest`. Io: more than a home may hold, or the disk.
/// Stopped.
Result<> bringFiles(const DesktopConfig &config, const QString &place, const QByteArray &digest,
                    const SessionId &session, std::stop_token stop = {});

/// The same with the files that another session has now.
Result<> copyFiles(const DesktopConfig &config, const SessionId &from, const SessionId &session,
                   std::stop_token stop = {});

/// Success as well when there is nothing. Io.
Result<> removeSaved(const DesktopConfig &config, const QString &place);
/// All snapshots of a session.
Result<> removeSnapshots(const DesktopConfig &config, const SessionId &session);

/// What the snapshots of a session take up on the disk together.
qint64 snapshotBytes(const DesktopConfig &config, const SessionId &session);

/// Removes what a crash has left half made.
void sweepWork(const DesktopConfig &config);

} // namespace pilothouse
