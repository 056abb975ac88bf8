#include "kept_store.h"

#include "store/postgres/journal_move.h"

#include <QFile>

using namespace pilothouse;
using namespace Qt::StringLiterals;

// A journal goes to a server and back, whole or not at all.

namespace {

CopyProgress counting(qint64 &rows)
{
    return [&rows](qint64 now) { rows = now; };
}

void fill(StoreFixture &store)
{
    const SessionId session = store.newSession();
    for (int i = 0; i < 700; ++i) // more than are in memory at once
        (void)store.append(session, {message(u"Grüße \"'\\ 你 %1"_s.arg(i))});
    const SessionId other = store.newSession();
    (void)store.append(other, {SettingsChanged{.maxSteps = 7}, message(QString(QChar(0)) + u'x')});
    AuditLog log(*store.database);
    for (int i = 0; i < 3; ++i)
        (void)QCoro::waitFor(log.append({.actor = u"a"_s, .action = u"b"_s}));
}

struct Journey
{
    PostgresCluster &cluster = PostgresCluster::shared();
    QString name = cluster.newDatabase();
    StoreFixture store;
    qint64 told = 0;

    Result<MovedJournal> move(const QString &from, const QString &to)
    {
        StoreConfig config = store.config;
        config.dataDir = store.folder.filePath(u"data"_s);
        return moveJournal(from, to, config, store.clock, counting(told));
    }
    QString file() const { return store.config.databaseUrl; }
    QString server() const { return cluster.url(name); }
    QString back() const { return u"sqlite:///"_s + store.folder.filePath(u"back"_s); }
};

} // namespace

class TestJournalMove : public QObject
{
    Q_OBJECT
private slots:
    void goesToAServerAndBackValueByValue()
    {
        Journey journey;
        fill(journey.store);
        journey.store.close();
        const auto there = journey.move(journey.file(), journey.server());
        QVERIFY2(there, there ? "" : qPrintable(there.error().message + there.error().detail));
        QCOMPARE(there->sessions, 2);
        QCOMPARE(there->events, 702);
        QVERIFY(there->audit.isWhole());
        QCOMPARE(there->audit.rows, 3);
        QVERIFY(journey.told >= 702);
        const auto back = journey.move(journey.server(), journey.back());
        QVERIFY2(back, back ? "" : qPrintable(back.error().message + back.error().detail));
        QCOMPARE(back->rows, there->rows);
        QCOMPARE(back->audit.head, there->audit.head);
        QVERIFY(QFile::exists(journey.store.folder.filePath(u"back"_s)));
        QVERIFY(!QFile::exists(journey.store.folder.filePath(u"back.part"_s)));
        StoreFixture again(journey.back());
        QCOMPARE(again.sessions().list()->size(), 2);
        const SessionId session = again.newSession(); // an ordinary journal
        QVERIFY(again.append(session, {message(u"x"_s)}));
        KeptStore kept(journey.cluster, journey.name); // and so is that on the server
        QCOMPARE(kept.sessions().list()->size(), 2);
    }

    void refusesWhatIsNotEmptyAndWhatIsInUse()
    {
        Journey journey;
        const SessionId session = journey.store.newSession();
        QCOMPARE(journey.move(journey.file(), journey.server()).error().code, Errc::Conflict);
        journey.store.close();
        QVERIFY(journey.move(journey.file(), journey.server()));
        QCOMPARE(journey.move(journey.file(), journey.server()).error().code, Errc::Conflict);
        QCOMPARE(journey.move(journey.server(), journey.file()).error().code, Errc::Conflict);
        KeptStore kept(journey.cluster, journey.name);
        QVERIFY(kept.sessions().find(session));
        QCOMPARE(journey.move(journey.server(), journey.back()).error().code, Errc::Conflict);
        QVERIFY(!QFile::exists(journey.store.folder.filePath(u"back"_s)));
    }

    void needsOneOfEachKindAndAJournal_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("code");
        const QString server = u"postgresql://a:secret@127.0.0.1:1/b"_s;
        QTest::newRow("two files")
            << u"sqlite:///a"_s << u"sqlite:///b"_s << int(Errc::InvalidArgument);
        QTest::newRow("two servers") << server << server << int(Errc::InvalidArgument);
        QTest::newRow("memory") << u"sqlite://"_s << server << int(Errc::InvalidArgument);
        QTest::newRow("no address") << u"db"_s << server << int(Errc::InvalidArgument);
        QTest::newRow("no file") << u"sqlite:////none/here"_s << server << int(Errc::NotFound);
        QTest::newRow("no server")
            << server << u"sqlite:////tmp/none/here"_s << int(Errc::Unavailable);
    }
    void needsOneOfEachKindAndAJournal()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(int, code);
        FakeClock clock;
        const auto moved = moveJournal(from, to, {}, clock, [](qint64) {});
        QCOMPARE(int(moved.error().code), code);
        QVERIFY(!moved.error().message.contains(u"secret"_s));
        QVERIFY(!moved.error().detail.contains(u"secret"_s));
    }

    void leavesNothingWhereTheCopyIsNotTheSame()
    {
        Journey journey;
        fill(journey.store);
        journey.store.close();
        // What makes the server store something else than it is given.
        for (const QString &sql :
             {u"CREATE SCHEMA s"_s,
              u"CREATE FUNCTION s.spoil() RETURNS trigger LANGUAGE plpgsql AS"
              " $$ BEGIN new.at := new.at + 1; RETURN new; END $$"_s,
              u"CREATE FUNCTION s.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
              " IF to_regclass('events') IS NOT NULL AND NOT EXISTS"
              " (SELECT 1 FROM pg_trigger WHERE tgname = 'spoil') THEN"
              " CREATE TRIGGER spoil BEFORE INSERT ON events FOR EACH ROW WHEN (new.seq = 7)"
              " EXECUTE FUNCTION s.spoil(); END IF; END $$"_s,
              u"CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE INDEX')"
              " EXECUTE FUNCTION s.watch()"_s})
            journey.cluster.run(journey.name, sql);
        const auto moved = journey.move(journey.file(), journey.server());
        QCOMPARE(moved.error().code, Errc::Corrupt);
        QCOMPARE(journey.cluster.run(journey.name, u"SELECT to_regclass('journal_state')"_s), "");
    }
};

QTEST_GUILESS_MAIN(TestJournalMove)

#include "tst_journal_move.moc"
