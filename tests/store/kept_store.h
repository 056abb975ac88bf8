#pragma once

#include "store/postgres/kept_table.h"
#include "store_fixture.h"

namespace pilothouse {

inline UserMessage message(const QString &text)
{
    return {.text = text};
}

/// A store on a PostgreSQL server. Several may be of one database, each with a copy of its own.
struct KeptStore : StoreFixture
{
    PostgresCluster &cluster;
    QString name; ///< of the database

    explicit KeptStore(PostgresCluster &on = PostgresCluster::shared())
        : KeptStore(on, on.newDatabase())
    {
    }
    KeptStore(PostgresCluster &on, const QString &of)
        : StoreFixture(on.url(of)), cluster(on), name(of)
    {
    }
    QByteArray ask(const QString &sql) const { return cluster.run(name, sql); }
    /// Cuts the connections of all servers.
    void cutConnections() const
    {
        ask(QStringLiteral("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                           " WHERE application_name = 'pilothouse'"));
    }
    /// The server is away, for all but the test.
    void lockOut() const
    {
        cluster.run(QStringLiteral("postgres"),
                    QStringLiteral("ALTER DATABASE %1 ALLOW_CONNECTIONS false").arg(name));
        cluster.run(QStringLiteral("postgres"),
                    QStringLiteral("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                   " WHERE datname = '%1'")
                        .arg(name));
    }
    void letIn() const
    {
        cluster.run(QStringLiteral("postgres"),
                    QStringLiteral("ALTER DATABASE %1 ALLOW_CONNECTIONS true").arg(name));
    }
    QString copy() const { return config.dataDir + QStringLiteral("/journal-copy.sqlite3"); }
    /// Everything in the copy; the store is closed for it.
    QByteArray content()
    {
        close();
        QByteArray rows;
        const auto connection =
            Connection::open(copy(), Connection::Access::ReadOnly, std::chrono::seconds(1));
        if (!connection)
            return rows;
        const auto tables = keptTables(**connection);
        for (const KeptTable &table : *tables)
            (void)eachRow(**connection, table, [&](const KeptRow &row) -> Result<> {
                rows += table.name.toUtf8();
                for (const QVariant &value : row)
                    rows += '|' + value.toByteArray();
                rows += '\n';
                return {};
            });
        return rows;
    }
};

} // namespace pilothouse
