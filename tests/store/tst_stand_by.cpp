#include "kept_store.h"

#include "store/postgres/keeper.h"
#include "store/postgres/lease_watch.h"
#include "store/postgres/postgres_connection.h"
#include "store/postgres/taking_over.h"

#include <QFile>

using namespace pilothouse;
using namespace Qt::StringLiterals;

// Servers that take turns at one journal on PostgreSQL: whose it is, until when, and what becomes
// of who lost it.

namespace {

// What the database's clock says of the lease: how long it lasts yet, in tenths of a second.
int tenthsLeft(const KeptStore &store)
{
    return store
        .ask(u"SELECT floor(10 * extract(epoch FROM until - clock_timestamp())) FROM leases"_s)
        .toInt();
}

void makeLeaseEnd(const KeptStore &store)
{
    store.ask(u"UPDATE leases SET until = clock_timestamp()"_s);
}

// Takes the journal of `store` over: its lease ends, and is not renewed for long enough.
Result<std::unique_ptr<Database>> takeOverFrom(KeptStore &store, const StoreConfig &config)
{
    for (int i = 0;; ++i) {
        makeLeaseEnd(store);
        auto taken = Database::open(config, store.clock);
        if (taken || i == 5)
            return taken;
    }
}

StoreConfig elsewhere(const KeptStore &store)
{
    StoreConfig config = store.config;
    config.dataDir += u"-elsewhere"_s;
    return config;
}

std::unique_ptr<Connection> connectTo(const KeptStore &store)
{
    auto connection = openPostgres(*parseDatabaseUrl(store.config.databaseUrl)->postgres);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().message));
    return std::move(*connection);
}

} // namespace

class TestStandBy : public QObject
{
    Q_OBJECT
private slots:
    void hasALeaseWithItsJournalAndFreesItAtItsEnd()
    {
        KeptStore store;
        QVERIFY(tenthsLeft(store) > 50);
        QCOMPARE(store.ask(u"SELECT holder FROM leases"_s), leaseHolder().toUtf8());
        QCOMPARE(store.ask(u"SELECT count(*) FROM leases, journal_state s WHERE"
                           " leases.owner = s.owner"_s),
                 "1");
        store.close();
        QCOMPARE(store.ask(u"SELECT until FROM leases"_s), "-infinity");
    }

    void renewsItsLease()
    {
        KeptStore store;
        store.ask(u"UPDATE leases SET until = clock_timestamp() + interval '5 seconds'"_s);
        QTRY_VERIFY_WITH_TIMEOUT(tenthsLeft(store) > 60, 5'000);
        store.cutConnections();
        store.ask(u"UPDATE leases SET until = clock_timestamp() + interval '5 seconds'"_s);
        QTRY_VERIFY_WITH_TIMEOUT(tenthsLeft(store) > 60, 9'000);
    }

    // Nobody renews this one, and its server is connected all the while.
    void isLostWhenTheDatabasesClockSaysSo_data()
    {
        QTest::addColumn<QString>("until");
        QTest::addColumn<bool>("isLost");
        QTest::addRow("half a minute to go") << u"interval '30 seconds'"_s << false;
        QTest::addRow("just over") << u"interval '0 seconds'"_s << true;
        QTest::addRow("long over") << u"interval '-1 year'"_s << true;
    }
    void isLostWhenTheDatabasesClockSaysSo()
    {
        QFETCH(QString, until);
        QFETCH(bool, isLost);
        KeptStore store;
        (void)store.newSession();
        store.close();
        const KeptJournal journal{.server = *parseDatabaseUrl(store.config.databaseUrl)->postgres,
                                  .stopping = std::make_shared<QSemaphore>()};
        const auto copy = Keeper::openCopy(store.folder.filePath(u"c.sqlite3"_s), journal);
        QVERIFY(copy);
        store.ask(u"UPDATE leases SET until = clock_timestamp() + "_s + until);
        store.clock.jump(std::chrono::hours(100)); // what ours says is nothing to it
        const auto looking = connectTo(store);
        QCOMPARE(*isJournalLeft(*looking), isLost);

        const auto next = Database::open(store.config, store.clock);

        QCOMPARE(next.has_value(), isLost);
        Result<> stored = (*copy)->begin();
        if (stored)
            stored = (*copy)->run(u"UPDATE sessions SET title = 'late'"_s);
        if (stored)
            stored = (*copy)->commit();
        QCOMPARE(stored.has_value(), !isLost);
        QCOMPARE(isLost ? stored.error().code : next.error().code, Errc::Conflict);
    }

    void refusesWhatTheLoserStoresAndTellsIt()
    {
        KeptStore old;
        const SessionId session = old.newSession();
        int losses = 0;
        old.database->whenLost([&losses] { ++losses; });
        auto next = takeOverFrom(old, elsewhere(old));
        QVERIFY2(next, next ? "" : qPrintable(next.error().message));

        const auto refused = old.append(session, {message(u"too late"_s)});

        QCOMPARE(refused.error().code, Errc::Conflict);
        QTRY_COMPARE_WITH_TIMEOUT(losses, 1, 10'000);
        Journal journal(**next, old.clock);
        QVERIFY(QCoro::waitFor(journal.append(session, {message(u"mine"_s)})));
        old.close(); // frees nothing that is another's
        QVERIFY(tenthsLeft(old) > 0);
        QCOMPARE(old.ask(u"SELECT count(*) FROM events WHERE body::json->>'text' = 'mine'"_s), "1");
        QCOMPARE(old.ask(u"SELECT count(*) FROM events"_s), "1");
    }

    void undoesWhatTheLoserWasAbout()
    {
        KeptStore store;
        (void)store.newSession();
        store.close();
        const auto stuck = connectTo(store);
        QVERIFY(takeOver(*stuck, {.owner = u"stuck"_s}, builtInMigrations()));
        QVERIFY(stuck->begin());
        QVERIFY(stuck->run(u"UPDATE journal_state SET stamp = stamp + 1"_s));
        makeLeaseEnd(store);

        store.open();

        QVERIFY(!stuck->commit());
        QVERIFY(store.newSession().value.size() > 0);
    }

    void isHigherWithEachTurnWhateverClocksSay()
    {
        KeptStore store;
        qint64 last = store.database->epoch();
        QVERIFY(
            last >=
            store.ask(u"SELECT floor(extract(epoch FROM clock_timestamp()) - 60)"_s).toLongLong()
                << 20);
        for (int i = 0; i < 3; ++i) {
            store.close();
            if (i == 1) { // as where the database's clock was set back
                store.ask(u"UPDATE leases SET epoch = epoch + (1::bigint << 45)"_s);
                last += qint64(1) << 45;
            }
            store.open();
            QVERIFY(store.database->epoch() > last);
            last = store.database->epoch();
        }
        store.close();
        const qint64 above = last + (qint64(1) << 40); // of a folder whose clock was ahead
        auto opened = Database::open(store.config, store.clock, above);
        QCOMPARE((*opened)->epoch(), above + 1);
        opened->reset();
        store.open();
        QVERIFY(store.database->epoch() > above + 1);
    }

    void leavesWhoLostItsConnectionForAMomentTheJournal()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        store.ask(u"SELECT pg_terminate_backend(keeper::int) FROM leases"_s);
        QCOMPARE(Database::open(elsewhere(store), store.clock).error().code, Errc::Conflict);
        QVERIFY(store.append(session, {message(u"still here"_s)}));
    }

    void letsWhoWasKilledStartAgainAtOnce()
    {
        KeptStore store;
        store.cutConnections(); // as a kill does
        QVERIFY(tenthsLeft(store) > 0);
        QVERIFY(Database::open(elsewhere(store), store.clock));
    }

    void isToldWhenTheJournalIsLeftAndNotBefore()
    {
        KeptStore store;
        int left = 0;
        const LeaseWatch watch(elsewhere(store), [&left] { ++left; });
        store.ask(u"UPDATE leases SET until = clock_timestamp() + interval '5 seconds'"_s);
        QTRY_VERIFY_WITH_TIMEOUT(tenthsLeft(store) > 60, 5'000); // some looks later
        QCOMPARE(left, 0);
        store.close();
        QTRY_COMPARE(left, 1);
    }

    void hasACopyBeforeItTakesOver_data()
    {
        QTest::addColumn<bool>("isOneFolder");
        QTest::addRow("in a folder of its own") << false;
        QTest::addRow("in one folder with the other") << true;
    }
    void hasACopyBeforeItTakesOver()
    {
        QFETCH(bool, isOneFolder);
        KeptStore store;
        const SessionId session = store.newSession();
        const StoreConfig config = isOneFolder ? store.config : elsewhere(store);
        const LeaseWatch watch(config, [] {});
        const QString file = config.dataDir + (isOneFolder ? u"/journal-copy-2.sqlite3"_s
                                                           : u"/journal-copy.sqlite3"_s);
        const auto events = [&file]() -> int {
            const auto copy = Connection::open(file, Connection::Access::ReadOnly, {});
            const auto count =
                copy ? (*copy)->value(u"SELECT count(*) FROM events"_s) : fail(copy.error());
            return count ? count->toInt() : -1;
        };
        QTRY_COMPARE(QFile::exists(file) ? events() : -1, 0);
        QVERIFY(store.append(session, {message(u"one"_s), message(u"two"_s)}));
        QTRY_COMPARE(events(), 2);
        QVERIFY(tenthsLeft(store) > 0);
    }

    void waitsForWhoHasNoLease()
    {
        KeptStore store;
        const auto looking = connectTo(store);
        store.close();
        store.ask(u"DROP TABLE leases"_s); // as before there were any
        const auto older = connectTo(store);
        QVERIFY(lockAlone(*older));
        QCOMPARE(*isJournalLeft(*looking), false);
        QCOMPARE(Database::open(store.config, store.clock).error().code, Errc::Conflict);
        QVERIFY(older->value(u"SELECT pg_advisory_unlock_all()"_s));
        QCOMPARE(*isJournalLeft(*looking), true);
        store.open();
        QVERIFY(tenthsLeft(store) > 0);
    }

    void hasACopyOfItsOwnInASharedFolder()
    {
        KeptStore first;
        const SessionId session = first.newSession();
        QVERIFY(first.append(session, {message(u"one"_s)}));
        auto second = takeOverFrom(first, first.config);
        QVERIFY2(second, second ? "" : qPrintable(second.error().message));
        QVERIFY(QFile::exists(first.config.dataDir + u"/journal-copy-2.sqlite3"_s));
        auto journal = std::make_unique<Journal>(**second, first.clock);
        QVERIFY(QCoro::waitFor(journal->append(session, {message(u"two"_s)})));
        QCOMPARE(first.journal->events(session)->size(), 1);
        QCOMPARE(journal->events(session)->size(), 2);
        first.close();
        journal.reset();
        second->reset();
        first.open(); // its own copy, with what it lacks
        QCOMPARE(first.journal->events(session)->size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestStandBy)

#include "tst_stand_by.moc"
