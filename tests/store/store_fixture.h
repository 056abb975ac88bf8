#pragma once

#include "core/clock.h"
#include "store/database.h"
#include "store/journal.h"
#include "store/session_store.h"
#include "support/fake_clock.h"
#include "support/postgres_cluster.h"

#include <QTemporaryDir>
#include <QTest>

namespace pilothouse {

/// Whether this run of a test is one on a PostgreSQL server: then its stores are kept there.
inline bool isOnPostgres()
{
    return qEnvironmentVariable("PILOTHOUSE_TEST_DATABASE") == QLatin1String("postgresql");
}

/// A store in a folder of its own, gone with the test.
struct StoreFixture
{
    QTemporaryDir folder;
    FakeClock clock;
    StoreConfig config;
    std::unique_ptr<Database> database;
    std::unique_ptr<Journal> journal;

    explicit StoreFixture(const QString &url = {})
    {
        config.databaseUrl = url.isEmpty() ? ownUrl() : url;
        config.dataDir = folder.filePath(QStringLiteral("data"));
        config.serverPatience = std::chrono::seconds(30);
        config.busyTimeout = std::chrono::milliseconds(50);
        open();
    }
    ~StoreFixture() { close(); }

    QString ownUrl()
    {
        if (!isOnPostgres())
            return QStringLiteral("sqlite:///") + file();
        PostgresCluster &cluster = PostgresCluster::shared();
        return cluster.url(cluster.newDatabase());
    }
    QString file() const { return folder.filePath(QStringLiteral("db.sqlite3")); }
    void open()
    {
        auto opened = Database::open(config, clock);
        if (!opened)
            qFatal("%s %s", qPrintable(opened.error().message), qPrintable(opened.error().detail));
        database = std::move(*opened);
        journal = std::make_unique<Journal>(*database, clock);
    }
    void close()
    {
        journal.reset();
        database.reset();
    }
    SessionStore sessions() { return SessionStore(*database); }
    SessionId newSession()
    {
        SessionStore store = sessions();
        const auto created = QCoro::waitFor(store.create({}));
        if (!created)
            qFatal("%s", qPrintable(created.error().message + created.error().detail));
        return created->id;
    }
    Result<EventSeq> append(const SessionId &session, QList<EventBody> bodies)
    {
        return QCoro::waitFor(journal->append(session, std::move(bodies)));
    }
};

} // namespace pilothouse
