#pragma once

#include "store/postgres/lease.h"
#include "store/postgres/postgres_schema.h"
#include "store/postgres/postgres_connection.h"

#include <QSemaphore>

namespace pilothouse {

/// Which journal is kept where, by whom.
struct KeptJournal
{
    PostgresServer server;
    std::chrono::milliseconds patience{0}; ///< how long a commit waits for a server that is away
    std::shared_ptr<QSemaphore> stopping = {}; ///< released: nobody waits any longer
    std::chrono::milliseconds busyTimeout{0};  ///< of the copy
    QList<Migration> migrations = builtInMigrations();
    Lease *lease = nullptr; ///< of who takes it over; begun by it. None: nobody renews it
};

/// Keeps a journal on a PostgreSQL server. What is stored is worked out in an SQLite file, the
/// working copy, by the same SQL as everywhere, and read there, so nobody ever waits for the
/// network to read. A transaction of the copy is committed only after the server has committed the
/// rows that it changed, in one transaction of its own: the server is the truth, and what the copy
/// lacks is taken from there. See docs/decisions/0092-the-journal-on-postgresql.md.
///
/// Commits are numbered. The server takes one only from its owner and only with the next number,
/// so whoever lost the journal to another server can write nothing any more, and a commit of which
/// nobody heard because the connection broke is found by its number: it is never made twice.
/// Lives on the writer's thread.
class Keeper : public Keeping
{
public:
    /// Opens the copy in `file`, makes or updates the journal on the server where needed, takes it
    /// over, and brings the copy up to date: a new one from the beginning. The connection is to
    /// the copy. Conflict: another server of ours has it. Else as openPostgres(),
    /// journalState() and Connection::open().
    static Result<std::unique_ptr<Connection>> openCopy(const QString &file,
                                                        const KeptJournal &journal);
    /// The same only to read, whoever writes meanwhile: the journal as it is now.
    /// NotFound: there is none. Unsupported: of another version.
    static Result<> makeReadingCopy(const QString &file, const KeptJournal &journal);

    Result<> beforeBegin(Connection &copy) override;
    Result<> beforeCommit(Connection &copy) override;

private:
    Keeper(KeptJournal journal, std::unique_ptr<Connection> server, QString owner,
           QString journalName, QList<KeptTable> tables);
    Result<> commitOnServer(const QList<TableChange> &changes, qint64 stamp);
    Result<> fence(const QList<TableChange> &changes, qint64 stamp);
    Result<qint64> connectAgain();
    Result<qint64> connectPatiently();
    Result<> upgrade(Connection &copy, int from);

    KeptJournal m_journal;
    std::unique_ptr<Connection> m_server; ///< none: the connection is lost
    QString m_owner;
    QString m_name;
    QList<KeptTable> m_tables;
    qint64 m_stamp = 0;               ///< of the server's last commit that we know of
    bool m_gaveUp = false;            ///< waited in vain: until it is back, one try each
    std::optional<int> m_upgradeFrom; ///< with the next commit, the server's tables
};

} // namespace pilothouse
