#include "kept_store.h"

#include "store/audit_log.h"
#include "store/conversation_store.h"
#include "store/postgres/keeper.h"
#include "store/search_index.h"

#include <QFile>

using namespace pilothouse;
using namespace Qt::StringLiterals;

// The journal on a PostgreSQL server: what is there and how the copy gets it.

namespace {

Migration step(int number, const QStringList &statements)
{
    return {.number = number, .statements = statements};
}

// Something of everything: texts that are found, a session that is deleted, an audit row.
SessionId fill(StoreFixture &store)
{
    const SessionId kept = store.newSession();
    const SessionId removed = store.newSession();
    (void)store.append(kept, {message(u"Grüße \"'\\ 你\n"_s), message(u"anchor"_s)});
    (void)store.append(kept, {SettingsChanged{.maxSteps = 7}, EgressAllowed{.host = u"a.org"_s}});
    (void)store.append(removed, {message(u"gone"_s)});
    SessionStore sessions = store.sessions();
    (void)QCoro::waitFor(sessions.remove(removed));
    AuditLog log(*store.database);
    (void)QCoro::waitFor(log.append({.actor = u"a"_s, .action = u"b"_s}));
    return kept;
}

} // namespace

class TestPostgresql : public QObject
{
    Q_OBJECT
private slots:
    void hasOnTheServerWhatIsStored()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        const auto last = store.append(session, {message(u"Grüße \"'\\ 你"_s), message(u"b"_s)});
        QVERIFY2(last, last ? "" : qPrintable(last.error().message + last.error().detail));
        QCOMPARE(*last, 2);
        QCOMPARE(store.ask(u"SELECT count(*), min(seq), max(seq) FROM events"_s), "2|1|2");
        QCOMPARE(store.ask(u"SELECT last_seq, title FROM sessions"_s), "2|Grüße \"'\\ 你");
        QCOMPARE(store.ask(u"SELECT body::json->>'text' FROM events ORDER BY seq LIMIT 1"_s),
                 "Grüße \"'\\ 你");
    }

    void notesARowOnceHoweverOftenOneTransactionChangesIt()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        ConversationStore conversations(*store.database);
        std::vector<QCoro::Task<Result<>>> puts; // one group for the writer
        for (const auto &name : {u"a"_s, u"b"_s, u"c"_s})
            puts.push_back(conversations.put({.session = session, .name = name}));
        for (auto &put : puts)
            QVERIFY(QCoro::waitFor(put));
        QCOMPARE(store.ask(u"SELECT name FROM conversations"_s), "c");
    }

    void sendsOfASessionThatWasThereNotWhatNeverChanges()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        store.ask(u"UPDATE sessions SET options = 'as given'"_s);
        QVERIFY(store.append(session, {message(u"a"_s)}));
        QCOMPARE(store.ask(u"SELECT last_seq, title, options FROM sessions"_s), "1|a|as given");
    }

    void stopsWhereTheServerLacksARowThatWasThere()
    {
        KeptStore store;
        const SessionId session = store.newSession();
        store.ask(u"DELETE FROM sessions"_s);
        const auto stored = store.append(session, {message(u"a"_s)});
        QVERIFY(!stored);
        QCOMPARE(stored.error().code, Errc::Corrupt);
    }

    void putsValuesOfEveryKindThereHoweverTheirRowsChange()
    {
        PostgresCluster &cluster = PostgresCluster::shared();
        const QString name = cluster.newDatabase();
        const QTemporaryDir folder;
        KeptJournal journal{.server = *parseDatabaseUrl(cluster.url(name))->postgres,
                            .stopping = std::make_shared<QSemaphore>()};
        journal.migrations = {
            step(1, {u"CREATE TABLE sessions (key INTEGER PRIMARY KEY) STRICT;"_s,
                     u"CREATE TABLE kinds (name TEXT PRIMARY KEY, number INTEGER, share REAL,"
                     " bytes BLOB, text TEXT) STRICT;"_s})};
        const auto copy = Keeper::openCopy(folder.filePath(u"c"_s), journal);
        QVERIFY2(copy, copy ? "" : qPrintable(copy.error().message + copy.error().detail));
        const auto commit = [&copy](const QStringList &statements, const QVariantList &values) {
            Result<> done = (*copy)->begin();
            for (const QString &statement : statements)
                if (done)
                    done =
                        (*copy)->run(statement, statement.contains(u'?') ? values : QVariantList());
            return done ? (*copy)->commit() : done;
        };
        const auto there = [&] {
            return cluster.run(name, u"SELECT name, number, share, encode(bytes, 'hex'), text"
                                     " FROM kinds ORDER BY name"_s);
        };
        QVERIFY(commit({u"INSERT INTO kinds VALUES ('a', ?, ?, ?, ?)"_s,
                        u"INSERT INTO kinds VALUES ('b', NULL, NULL, NULL, NULL)"_s},
                       {qint64(9007199254740993), 0.1, QByteArray("\0\\\"\xff", 4),
                        QString(u"\"\\'\t"_s + QChar(0) + u"\U0001F600"_s)}));
        QCOMPARE(there(), QByteArray("a|9007199254740993|0.1|005c22ff|\"\\'\t\xef\xbf\xbd"
                                     "\xf0\x9f\x98\x80\nb||||"));
        QVERIFY(commit({u"UPDATE kinds SET name = 'c' WHERE name = 'a'"_s,
                        u"DELETE FROM kinds WHERE name = 'b'"_s,
                        u"INSERT INTO kinds (name, number) VALUES ('b', 1)"_s,
                        u"INSERT OR REPLACE INTO kinds (name, number, text) VALUES ('c', 2, '')"_s},
                       {}));
        QCOMPARE(there(), "b|1|||\nc|2|||");
    }

    void makesALostCopyAnew()
    {
        KeptStore store;
        const SessionId session = fill(store);
        const QByteArray before = store.content();
        QVERIFY(before.contains("anchor"));
        QVERIFY(!before.contains("gone"));
        QVERIFY(QFile::remove(store.copy()));
        QCOMPARE(store.content(), QByteArray()); // there is none: what follows is no old one
        store.open();
        QCOMPARE(SearchIndex(*store.database).search({.text = u"anchor"_s})->size(), 1);
        QCOMPARE(store.sessions().find(session)->options.budget.maxSteps, 7);
        QCOMPARE(store.content(), before);
    }

    void goesOnFromAnOldCopyWithWhatOthersDid()
    {
        KeptStore first;
        const SessionId session = fill(first);
        const SessionId removed = first.newSession();
        (void)first.append(removed, {message(u"remove me"_s)});
        first.close();
        KeptStore second(first.cluster, first.name);
        (void)second.append(session, {message(u"by the second"_s)});
        SessionStore sessions = second.sessions();
        QVERIFY(QCoro::waitFor(sessions.remove(removed)));
        const QByteArray there = second.content();
        // What was in the copy already is not taken again: this row would come back.
        const auto copy = Connection::open(first.copy(), Connection::Access::ReadWrite, {});
        QVERIFY((*copy)->run(u"DELETE FROM said WHERE text = 'anchor'"_s));
        first.open();
        QCOMPARE(first.journal->events(session)->size(), 5);
        QByteArray here = first.content();
        QVERIFY(here != there);
        QCOMPARE(here.count('\n') + 1, there.count('\n'));
    }

    void throwsADamagedCopyAway()
    {
        KeptStore store;
        const SessionId session = fill(store);
        store.close();
        QFile file(store.copy());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(4096) &&
                file.write(QByteArray(20'000, 'x')) > 0);
        file.close();
        store.open();
        QCOMPARE(store.journal->events(session)->size(), 4);
    }

    void letsNobodyChangeTheAuditTrailOnTheServerAndNoticesACut()
    {
        KeptStore store;
        fill(store);
        const QString guard = u"SET client_min_messages = error; DO $$ BEGIN %1;"
                              " RAISE EXCEPTION 'done'; EXCEPTION WHEN raise_exception THEN"
                              " IF sqlerrm = 'done' THEN RAISE; END IF; END $$"_s;
        store.ask(guard.arg(u"DELETE FROM audit"_s));
        store.ask(guard.arg(u"UPDATE audit SET actor = 'x'"_s));
        store.ask(u"ALTER TABLE audit DISABLE TRIGGER ALL; DELETE FROM audit"_s);
        QVERIFY(AuditLog(*store.database).verify()->isWhole()); // here is the copy
        store.close();
        QVERIFY(QFile::remove(store.copy()));
        store.open();
        QCOMPARE(AuditLog(*store.database).verify()->broken.value(), 1);
    }

    void bringsOlderTablesUpToDateWithTheirRows()
    {
        PostgresCluster &cluster = PostgresCluster::shared();
        const QString name = cluster.newDatabase();
        const QTemporaryDir folder;
        const auto location = parseDatabaseUrl(cluster.url(name));
        KeptJournal journal{.server = *location->postgres,
                            .stopping = std::make_shared<QSemaphore>()};
        journal.migrations = {
            step(1,
                 {u"CREATE TABLE sessions (key INTEGER PRIMARY KEY, a TEXT NOT NULL) STRICT;"_s}),
            step(2, {u"CREATE VIRTUAL TABLE said USING fts5 (text);"_s})};
        {
            const auto copy = Keeper::openCopy(folder.filePath(u"c"_s), journal);
            QVERIFY2(copy, copy ? "" : qPrintable(copy.error().message + copy.error().detail));
            QVERIFY((*copy)->begin());
            QVERIFY((*copy)->run(u"INSERT INTO sessions VALUES (1, 'x')"_s));
            QVERIFY((*copy)->commit());
        }
        journal.migrations +=
            step(3, {u"ALTER TABLE sessions ADD COLUMN b TEXT NOT NULL DEFAULT '';"_s,
                     u"UPDATE sessions SET b = a || 'y';"_s,
                     u"CREATE TABLE more (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"_s,
                     u"INSERT INTO more SELECT a FROM sessions;"_s,
                     u"INSERT INTO said (rowid, text) SELECT key << 32, a FROM sessions;"_s});
        for (const auto &file : {u"c"_s, u"new"_s}) {
            const auto copy = Keeper::openCopy(folder.filePath(file), journal);
            QVERIFY2(copy, copy ? "" : qPrintable(copy.error().message + copy.error().detail));
            QCOMPARE((*copy)->value(u"SELECT b FROM sessions"_s)->toString(), u"xy"_s);
            QCOMPARE((*copy)->value(u"SELECT id FROM more"_s)->toString(), u"x"_s);
            QCOMPARE((*copy)->value(u"SELECT text FROM said"_s)->toString(), u"x"_s);
        }
        QCOMPARE(cluster.run(name, u"SELECT b, id, migration FROM sessions, more, journal_state"_s),
                 "xy|x|3");
        journal.migrations.removeLast();
        QCOMPARE(Keeper::openCopy(folder.filePath(u"old"_s), journal).error().code,
                 Errc::Unsupported);
    }

    void readsWhileAnotherWrites()
    {
        KeptStore store;
        const SessionId session = fill(store);
        const auto reading = Database::openToRead(store.config, store.clock);
        QVERIFY2(reading, reading ? "" : qPrintable(reading.error().message));
        QCOMPARE(Journal(**reading, store.clock).events(session)->size(), 4);
        QVERIFY(store.append(session, {message(u"later"_s)}));
        StoreConfig empty = store.config;
        empty.databaseUrl = store.cluster.url(store.cluster.newDatabase());
        QCOMPARE(Database::openToRead(empty, store.clock).error().code, Errc::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestPostgresql)

#include "tst_postgresql.moc"
