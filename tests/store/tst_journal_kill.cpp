#include "store_fixture.h"

#include <QCoreApplication>
#include <QProcess>
#include <QRandomGenerator>

#include <csignal>

#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

// What has been told survives kill -9 at any moment. This program starts itself as a child that
// appends as fast as it can and prints each number when it is told, and kills it at random.

namespace {

constexpr int kRounds = 32;
const int kPostgresRounds = qEnvironmentVariableIntValue("PILOTHOUSE_KILL_ROUNDS") + 6;
constexpr int kBodies = 3; // per append: all of them are stored or none

// Straight to the pipe: what a buffer holds would die with the child.
void print(const QByteArray &line)
{
    if (::write(STDOUT_FILENO, line.constData(), size_t(line.size())) != line.size())
        ::_exit(1);
}

QCoro::Task<> appendForEver(Journal &journal, SessionId session)
{
    for (;;) {
        QList<EventBody> bodies(kBodies, UserMessage{.text = u"x"_s});
        const Result<EventSeq> stored = co_await journal.append(session, std::move(bodies));
        if (!stored)
            ::_exit(1);
    }
}

int runChild(const QString &url, const QString &dataDir)
{
    const Clock &readerClock = systemClock();
    const Clock &clock = systemClock();
    auto database = Database::open({.databaseUrl = url, .dataDir = dataDir}, readerClock);
    if (!database)
        return 1;
    Journal journal(**database, clock);
    SessionStore sessions(**database);
    const SessionId session = QCoro::waitFor(sessions.create({}))->id;
    print("session " + session.value.toLatin1() + '\n');
    QObject::connect(&journal, &Journal::appended, &journal,
                     [](const Event &event) { print(QByteArray::number(event.seq) + '\n'); });
    journal.append(session, QList<EventBody>(kBodies, RunStarted{{u"r"_s}, {}, {}, {}}));
    for (int i = 0; i < 5; ++i)
        appendForEver(journal, session);
    return QCoreApplication::exec();
}

} // namespace

class TestJournalKill : public QObject
{
    Q_OBJECT
private slots:
    void losesNothingThatWasToldWhenKilledAtAnyMoment()
    {
        const QTemporaryDir folder;
        const QString url = u"sqlite:///"_s + folder.filePath(u"db.sqlite3"_s);
        QList<SessionId> open;
        for (int round = 0; round < kRounds; ++round) {
            const Told told = runUntilKilled(url);
            QVERIFY2(!told.session.isEmpty(), "the child did not start");
            if (told.last > 0)
                open.append(told.session);
            const QString wrong = compare(url, told, open);
            QVERIFY2(wrong.isEmpty(), qPrintable(u"round %1: "_s.arg(round) + wrong));
        }
        QVERIFY(open.size() > kRounds / 2); // else the rounds proved little
    }

    // The same on a server that syncs; in every other round that one is killed as well, a moment
    // before. Looked at from the copy that the child left, and from a new one.
    void losesNothingOnPostgresqlWhoeverIsKilled()
    {
        if (!PostgresCluster::isInstalled())
            QSKIP("There is no PostgreSQL here.");
        QString error;
        const auto cluster = PostgresCluster::start(&error, PostgresCluster::Disk::Durable);
        QVERIFY2(cluster, qPrintable(error));
        const QTemporaryDir folder;
        const QString url = cluster->url(cluster->newDatabase());
        QList<SessionId> open;
        for (int round = 0; round < kPostgresRounds; ++round) {
            const auto killServer = [&] { cluster->killServer(); };
            const auto kill = round % 2 ? std::function<void()>(killServer) : [] {};
            const Told told = runUntilKilled(url, folder.path(), kill);
            QVERIFY(cluster->pid() > 0 || cluster->startServer());
            QVERIFY2(!told.session.isEmpty(), "the child did not start");
            if (told.last > 0)
                open.append(told.session);
            for (const QString &from : {folder.path(), QString()}) {
                const QString wrong = compare(url, told, open, from);
                QVERIFY2(wrong.isEmpty(), qPrintable(u"round %1: "_s.arg(round) + wrong));
            }
        }
        QVERIFY(open.size() > kPostgresRounds / 2);
    }

    // A server that is killed and comes back in the middle: who appends waits, and nothing is
    // stored twice.
    void goesOnWhenPostgresqlWasKilledInTheMiddle()
    {
        if (!PostgresCluster::isInstalled())
            QSKIP("There is no PostgreSQL here.");
        QString error;
        const auto cluster = PostgresCluster::start(&error, PostgresCluster::Disk::Durable);
        QVERIFY2(cluster, qPrintable(error));
        const QTemporaryDir folder;
        const QString url = cluster->url(cluster->newDatabase());
        int restarts = 0;
        const auto restart = [&] {
            cluster->killServer();
            return cluster->startServer() && ++restarts;
        };
        const Told told = runUntilKilled(
            url, folder.path(), [] {}, restart, kPostgresRounds);
        QCOMPARE(restarts, kPostgresRounds);
        const QString wrong = compare(url, told, {told.session});
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

private:
    struct Told
    {
        SessionId session;
        EventSeq last = 0;
    };

    /// `before` happens right before the child is killed, `between` so many times while it goes on.
    static Told runUntilKilled(
        const QString &url, const QString &dataDir = {},
        const std::function<void()> &before = [] {}, const std::function<bool()> &between = {},
        int times = 0)
    {
        QProcess child;
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {u"--append"_s, url, dataDir});
        QByteArray output;
        const auto readMore = [&] {
            const auto lines = output.count('\n') + QRandomGenerator::global()->bounded(250);
            while (output.count('\n') <= lines && child.waitForReadyRead(60'000))
                output += child.readAllStandardOutput();
        };
        readMore();
        for (int i = 0; i < times && between(); ++i)
            readMore();
        before();
        ::kill(pid_t(child.processId()), SIGKILL);
        child.waitForFinished();
        output += child.readAllStandardOutput();
        // The last line may be cut: only whole ones were told.
        const QList<QByteArray> told = output.left(output.lastIndexOf('\n')).split('\n');
        if (!told.first().startsWith("session "))
            return {};
        return {.session = {QString::fromLatin1(told.first().sliced(8))},
                .last = told.size() > 1 ? told.last().toLongLong() : 0};
    }

    static QString compare(const QString &url, const Told &told, const QList<SessionId> &open,
                           const QString &dataDir = {})
    {
        FakeClock clock;
        const auto database = Database::open({.databaseUrl = url, .dataDir = dataDir}, clock);
        if (!database)
            return database.error().message + database.error().detail;
        Journal journal(**database, clock);
        const auto events = journal.events(told.session);
        if (!events)
            return events.error().message;
        for (qsizetype i = 0; i < events->size(); ++i)
            if (events->at(i).seq != i + 1)
                return u"number %1 is missing"_s.arg(i + 1);
        if (events->size() < told.last)
            return u"%1 was told, %2 are stored"_s.arg(told.last).arg(events->size());
        if (events->size() % kBodies != 0)
            return u"half an append is stored"_s;
        if (SessionStore(**database).find(told.session)->lastSeq != events->size())
            return u"the session's row does not know its last event"_s;
        // A run may be stored already that was not told yet.
        const auto listed = journal.sessionsWithOpenRun();
        for (const SessionId &session : open)
            if (!listed || !listed->contains(session))
                return u"an open run is not listed"_s;
        return {};
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 4 && QByteArrayView(argv[1]) == "--append")
        return runChild(QString::fromLocal8Bit(argv[2]), QString::fromLocal8Bit(argv[3]));
    TestJournalKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_journal_kill.moc"
