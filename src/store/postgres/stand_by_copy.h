#pragma once

#include "core/config.h"
#include "store/file_lock.h"
#include "store/migrations.h"
#include "store/postgres/kept_table.h"

namespace pilothouse {

/// The working copy of a server that stands by, as it is on the PostgreSQL server a moment ago: who
/// takes over has to fetch little. It is only a help: what goes wrong with it is logged, and the
/// copy is made later. Lives on the thread of who watches the journal.
class StandByCopy
{
    Q_DISABLE_COPY_MOVE(StandByCopy)
public:
    /// In the data folder; none where there is no such folder, or it cannot be written.
    explicit StandByCopy(const StoreConfig &config);
    ~StandByCopy();
    /// Fetches what it lacks. Unavailable: the server is away. Other failures end it.
    Result<> follow(Connection &server);

private:
    Result<> open(Connection &server);

    const std::chrono::milliseconds m_busyTimeout;
    const QList<Migration> m_migrations = builtInMigrations();
    QString m_file; ///< empty: none
    FileLock m_lock;
    std::unique_ptr<Connection> m_copy;
    QList<KeptTable> m_tables;
};

} // namespace pilothouse
