#pragma once

#include "core/ids.h"
#include "core/result.h"

#include <QCoroTask>
#include <QDateTime>
#include <QList>

namespace pilothouse {

class Database;

/// A read-only link to a session as it was when the link was made. Never changed, so that what
/// follows from it may be kept.
struct Share
{
    QString id; ///< random, base64url; no secret: the link holds a signature besides
    SessionId session;
    EventSeq upTo = 0; ///< the last event it shows
    QString title;     ///< of the page it opens
    QDateTime createdAt;
    QDateTime expiresAt; ///< UTC, whole seconds, as createdAt
};

/// The table of shares. A share goes with its session, when it is revoked, and some time after its
/// end. Main thread.
class ShareStore
{
public:
    /// The most that one session may have at a time.
    static constexpr int kMost = 20;

    explicit ShareStore(Database &database) : m_database(database) {}

    /// Stores a new one, and forgets all that have ended. NotFound: no such session. Conflict: the
    /// session has kMost.
    QCoro::Task<Result<>> add(Share share);
    /// Those of a session that have not ended, the newest first.
    Result<QList<Share>> of(const SessionId &session) const;
    /// NotFound: there is none, or it has ended.
    Result<Share> find(const QString &id) const;
    /// NotFound: the session has none with this id.
    QCoro::Task<Result<>> remove(SessionId session, QString id);

private:
    Result<QList<Share>> select(const QString &condition, const QVariantList &values) const;

    Database &m_database;
};

} // namespace pilothouse
