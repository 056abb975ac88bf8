#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "store/writer.h"

#include <QCoroTask>
#include <QDateTime>
#include <QList>

#include <optional>

namespace pilothouse {

class Database;

/// Files of a session that are kept: a snapshot, or a desk. What they are lies in a folder; this is
/// what is known of them.
struct SavedFiles
{
    QString id;                               ///< a random UUID
    std::optional<SessionId> snapshotOf = {}; ///< nothing: it is a desk
    SessionId origin;                         ///< whose files they were
    QString name = {};                        ///< of a desk
    EventSeq seq = 0;                         ///< the last event of `origin` when they were saved
    EventSeq untilSeq = 0;                    ///< the last one when they were found unchanged
    bool isAutomatic = false;
    QDateTime createdAt = {};
    qint64 files = 0;
    qint64 bytes = 0;
    QByteArray digest = {};
};

/// The table of saved files. A row is made before its folder and ends after it, so that a crash
/// leaves nothing that is not known: it is unfinished until its digest is stored, and from the
/// moment on when it is to be removed. Only those are listed that are whole. Main thread.
class SavedStore
{
public:
    explicit SavedStore(Database &database) : m_database(database) {}

    /// Newest first. None of a session that is not there.
    Result<QList<SavedFiles>> snapshotsOf(const SessionId &session) const;
    /// By name.
    Result<QList<SavedFiles>> desks() const;
    /// NotFound.
    Result<SavedFiles> snapshot(const SessionId &session, const QString &id) const;
    Result<SavedFiles> desk(const QString &name) const;
    /// Those that are not whole.
    Result<QList<SavedFiles>> unfinished() const;

    /// Begins one: its name, size and digest come with finish(). NotFound: no such session.
    QCoro::Task<Result<>> begin(SavedFiles saved);
    /// From here on it is whole. A desk that has the name already is unfinished now; without
    /// `replaces` that is a Conflict. NotFound: its session was deleted meanwhile.
    QCoro::Task<Result<>> finish(SavedFiles saved, bool replaces = false);
    /// What of it may change: untilSeq and isAutomatic.
    QCoro::Task<Result<>> update(SavedFiles saved);
    /// It is to be removed: nobody may use it any more.
    QCoro::Task<Result<>> retire(QString id);
    /// Its folder is gone.
    QCoro::Task<Result<>> remove(QString id);

private:
    Result<QList<SavedFiles>> select(const QString &condition, const QVariantList &values) const;
    Result<SavedFiles> one(const Result<QList<SavedFiles>> &found, const QString &missing) const;
    QCoro::Task<Result<>> run(QString sql, QVariantList values);

    Database &m_database;
};

} // namespace pilothouse
