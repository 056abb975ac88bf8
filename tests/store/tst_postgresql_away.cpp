#include "kept_store.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;

// The journal on a PostgreSQL server: who may write it, and what happens when the server cannot be
// used.

class TestPostgresqlAway : public QObject
{
    Q_OBJECT
private slots:
    void isOneServersAtATime()
    {
        KeptStore store;
        StoreConfig other = store.config;
        other.dataDir += u"2"_s;
        const auto second = Database::open(other, store.clock);
        QCOMPARE(second.error().code, Errc::Conflict);
        QVERIFY(second.error().message.contains(u"another server"_s));
        store.close();
        QVERIFY(Database::open(other, store.clock));
    }

    void letsNobodyWriteWhoLostTheJournal()
    {
        KeptStore old;
        const SessionId session = old.newSession();
        old.cutConnections();
        KeptStore next(old.cluster, old.name);
        const auto refused = old.append(session, {message(u"too late"_s)});
        QCOMPARE(refused.error().code, Errc::Conflict);
        QVERIFY(next.append(session, {message(u"mine"_s)}));
        QCOMPARE(old.append(session, {message(u"too late"_s)}).error().code, Errc::Conflict);
        next.close(); // and the lock is free again
        QCOMPARE(old.append(session, {message(u"too late"_s)}).error().code, Errc::Conflict);
        QCOMPARE(old.ask(u"SELECT count(*) FROM events"_s), "1");
    }

    // Its lock is one thing; what it writes is refused by number and owner even if it has it.
    void fencesWhoDoesNotKnowThatItLostTheJournal()
    {
        KeptStore old;
        const SessionId session = old.newSession();
        old.ask(u"UPDATE journal_state SET owner = 'somebody else'"_s);
        QCOMPARE(old.append(session, {message(u"too late"_s)}).error().code, Errc::Conflict);
        QCOMPARE(old.ask(u"SELECT count(*) FROM events"_s), "0");
        QCOMPARE(old.journal->events(session)->size(), 0);
    }

    void connectsAgainAndStoresOnce()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        for (int i = 1; i <= 5; ++i) {
            store.cutConnections();
            QCOMPARE(store.append(session, {message(u"x"_s)}).value(), i);
        }
        QCOMPARE(store.ask(u"SELECT count(*) FROM events"_s), "5");
    }

    void waitsForAServerThatIsAwayAndReadsMeanwhile()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        store.lockOut();
        auto append = store.journal->append(session, {message(u"x"_s)});
        QCOMPARE(store.journal->events(session)->size(), 0); // who reads waits for nobody
        store.letIn();
        QCOMPARE(QCoro::waitFor(append).value(), 1);
        QCOMPARE(store.ask(u"SELECT count(*) FROM events"_s), "1");
    }

    void saysThatTheServerIsAwayAndForgetsWhatItRefused()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        store.close();
        store.config.serverPatience = std::chrono::milliseconds(100);
        store.open();
        store.lockOut();
        for (int i = 0; i < 2; ++i) {
            const auto refused = store.append(session, {message(u"refused"_s)});
            QCOMPARE(refused.error().code, Errc::Unavailable);
            QVERIFY2(refused.error().message.contains(u"cannot be reached"_s),
                     qPrintable(refused.error().message));
        }
        QCOMPARE(QCoro::waitFor(store.journal->tryToStore()).error().code, Errc::Unavailable);
        store.letIn();
        QVERIFY(QCoro::waitFor(store.journal->tryToStore()));
        QCOMPARE(store.append(session, {message(u"kept"_s)}).value(), 1);
        QCOMPARE(store.ask(u"SELECT count(*) FROM events"_s), "1");
    }

    // After a commit of which the answer was lost for good the server has what the copy has not.
    void takesWhatWasStoredThoughNobodyHeardOfIt()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        store.close();
        store.config.serverPatience = std::chrono::milliseconds(100);
        store.open();
        store.lockOut();
        QCOMPARE(store.append(session, {message(u"x"_s)}).error().code, Errc::Unavailable);
        store.letIn();
        store.ask(u"INSERT INTO events VALUES (1, 1, 0, 'user_message', '{\"text\":\"x\"}', 2);"
                  " UPDATE sessions SET last_seq = 1, changed_in = 2;"
                  " UPDATE journal_state SET stamp = 2"_s);
        const auto next = store.append(session, {message(u"y"_s)});
        QVERIFY2(next, next ? "" : qPrintable(next.error().message + next.error().detail));
        QCOMPARE(*next, 2);
        QCOMPARE(store.journal->events(session)->size(), 2);
        QCOMPARE(store.ask(u"SELECT count(*) FROM events"_s), "2");
    }

    void saysWhatIsWrongAndNeverThePassword_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("of");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("hint");
        QTest::newRow("password") << u"guarded"_s << u"postgres"_s << int(Errc::Unauthorized)
                                  << u"password"_s;
        QTest::newRow("user") << u"nobody"_s << u"postgres"_s << int(Errc::Unauthorized)
                              << u"createuser"_s;
        QTest::newRow("barred") << u"barred"_s << u"postgres"_s << int(Errc::Unauthorized)
                                << u"pg_hba.conf"_s;
        QTest::newRow("database") << u"pilothouse"_s << u"missing"_s << int(Errc::NotFound)
                                  << u"createdb"_s;
        QTest::newRow("rights") << u"poor"_s << u"postgres"_s << int(Errc::Unauthorized)
                                << u"owner"_s;
        QTest::newRow("foreign") << u"pilothouse"_s << u"strange"_s << int(Errc::Unsupported)
                                 << u"another program"_s;
    }
    void saysWhatIsWrongAndNeverThePassword()
    {
        QFETCH(QString, user);
        QFETCH(QString, of);
        QFETCH(int, code);
        QFETCH(QString, hint);
        PostgresCluster &cluster = PostgresCluster::shared();
        if (cluster.run(u"postgres"_s, u"SELECT 1 FROM pg_user WHERE usename = 'poor'"_s)
                .isEmpty()) {
            for (const auto &sql :
                 {u"CREATE USER guarded PASSWORD 'right'"_s, u"CREATE USER barred"_s,
                  u"CREATE USER poor"_s, u"CREATE DATABASE strange"_s})
                cluster.run(u"postgres"_s, sql);
            cluster.run(u"strange"_s, u"CREATE TABLE t (a int)"_s);
        }
        const QString password = u"S3cret-word"_s;
        const QString url =
            cluster.url(of).replace(u"pilothouse@"_s, user + u':' + password + u'@');
        FakeClock clock;
        const auto opened = Database::open({.databaseUrl = url}, clock);
        QVERIFY(!opened);
        const QString all = opened.error().message + opened.error().detail;
        QCOMPARE(int(opened.error().code), code);
        QVERIFY2(opened.error().message.contains(hint), qPrintable(all));
        QVERIFY2(!all.contains(password), qPrintable(all));
        QVERIFY2(opened.error().message.startsWith(u"postgresql://%1@/%2: "_s.arg(user, of)),
                 qPrintable(all));
    }
};

QTEST_GUILESS_MAIN(TestPostgresqlAway)

#include "tst_postgresql_away.moc"
