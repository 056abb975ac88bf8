#include "core/clock.h"
#include "store/database.h"
#include "store/journal.h"
#include "store/session_store.h"
#include "support/postgres_cluster.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cstdio>

// Durable events a second: the journal, awaited one by one and by 100 callers at a time, against
// the plain way (one INSERT in a transaction of its own) from Qt and from Python. All write to
// SQLite with WAL and synchronous=FULL on the same disk; each figure is the median of three runs.
// Beside it the same on a PostgreSQL server of its own, on a unix socket, with fsync.

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPlainEvents = 500;
constexpr int kConcurrent = 100;

const QString kText = QString(200, u'x');
const QString kPrompt = QString(4000, u'p'); // about what a session has

const char *const kPython = R"(
import sqlite3, sys, time
c = sqlite3.connect(sys.argv[1], isolation_level=None)
c.execute('PRAGMA journal_mode=WAL'); c.execute('PRAGMA synchronous=FULL')
c.execute('CREATE TABLE events (session INTEGER, seq INTEGER, at INTEGER, kind TEXT, body TEXT,'
          ' PRIMARY KEY (session, seq)) STRICT')
n = int(sys.argv[2]); start = time.perf_counter()
for i in range(n):
    c.execute('INSERT INTO events VALUES (1, ?, 0, ?, ?)', (i, 'user_message', 'x' * 220))
print(n / (time.perf_counter() - start))
)";

double perSecond(int count, const QElapsedTimer &timer)
{
    return count * 1e9 / double(timer.nsecsElapsed());
}

struct Measured
{
    double rate = 0; ///< events a second
    double p99 = 0;  ///< milliseconds from append() to its end
    bool operator<(const Measured &other) const { return rate < other.rate; }
};

QCoro::Task<> appendEach(Journal &journal, SessionId session, int count, QList<double> &waits)
{
    for (int i = 0; i < count; ++i) {
        QList<EventBody> bodies(1, UserMessage{.text = kText});
        QElapsedTimer timer;
        timer.start();
        const Result<EventSeq> stored = co_await journal.append(session, std::move(bodies));
        if (!stored)
            qFatal("%s", qPrintable(stored.error().message));
        waits.append(double(timer.nsecsElapsed()) / 1e6);
    }
}

// `callers` coroutines, each of which awaits its append before the next; ten share a session.
Measured journalRate(const QString &url, int callers, int eventsEach, int batchSize)
{
    const QTemporaryDir folder;
    const Clock &clock = systemClock();
    const QString place = url.isEmpty() ? QString(u"sqlite:///"_s + folder.filePath(u"db"_s)) : url;
    const auto database = Database::open(
        {.databaseUrl = place, .dataDir = folder.path(), .batchSize = batchSize}, clock);
    if (!database)
        qFatal("%s %s", qPrintable(database.error().message), qPrintable(database.error().detail));
    Journal journal(**database, clock);
    SessionStore sessions(**database);
    QList<SessionId> ids;
    for (int i = 0; i < callers; i += 10)
        ids.append(QCoro::waitFor(sessions.create({.systemPrompt = kPrompt}))->id);
    QList<double> waits;
    QElapsedTimer timer;
    timer.start();
    std::vector<QCoro::Task<>> tasks;
    for (int i = 0; i < callers; ++i)
        tasks.push_back(appendEach(journal, ids.at(i / 10), eventsEach, waits));
    for (auto &task : tasks)
        QCoro::waitFor(task);
    const double rate = perSecond(callers * eventsEach, timer);
    std::sort(waits.begin(), waits.end());
    return {rate, waits.at(waits.size() * 99 / 100)};
}

double plainRate()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"db"_s);
    const auto connection = Connection::open(path, Connection::Access::ReadWrite, {});
    for (const QString &sql :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s,
          u"CREATE TABLE events (session INTEGER, seq INTEGER, at INTEGER, kind TEXT, body TEXT,"
          " PRIMARY KEY (session, seq)) STRICT"_s})
        (void)(*connection)->run(sql);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < kPlainEvents; ++i)
        (void)(*connection)
            ->run(u"INSERT INTO events VALUES (1, ?, 0, 'user_message', ?)"_s, {i, kText});
    return perSecond(kPlainEvents, timer);
}

double pythonRate()
{
    const QTemporaryDir folder;
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, QString::fromLatin1(kPython), folder.filePath(u"db"_s),
                                QString::number(kPlainEvents)});
    python.waitForFinished(-1);
    return python.readAllStandardOutput().trimmed().toDouble();
}

template <typename Measure> auto medianOfThree(Measure measure)
{
    std::array rates = {measure(), measure(), measure()};
    std::sort(rates.begin(), rates.end());
    return rates[1];
}

void report(const char *what, double rate, double plain)
{
    std::printf("%-52s %10.0f events/s %8.2f x\n", what, rate, rate / plain);
}

void report(const QString &what, const Measured &measured, double plain)
{
    std::printf("%-52s %10.0f events/s %8.2f x   p99 %6.1f ms\n", qPrintable(what), measured.rate,
                measured.rate / plain, measured.p99);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const double plain = medianOfThree(plainRate);
    report("plain INSERT, a transaction each (Qt)", plain, plain);
    if (!QStandardPaths::findExecutable(u"python3"_s).isEmpty())
        report("plain INSERT, a transaction each (Python)", medianOfThree(pythonRate), plain);
    QString error;
    std::unique_ptr<PostgresCluster> cluster;
    if (PostgresCluster::isInstalled())
        cluster = PostgresCluster::start(&error, PostgresCluster::Disk::Durable);
    for (const bool isKept : {false, true}) {
        if (isKept && !cluster) {
            std::printf("no PostgreSQL here: %s\n", qPrintable(error));
            continue;
        }
        const auto measure = [&](int callers, int events, int batch) {
            return medianOfThree([&] {
                const QString url = isKept ? cluster->url(cluster->newDatabase()) : QString();
                return journalRate(url, callers, events, batch);
            });
        };
        const QString what = isKept ? u"PostgreSQL"_s : u"journal"_s;
        report(what + u", one caller that awaits each"_s, measure(1, kPlainEvents, 10), plain);
        for (const int batch : {10, 1000})
            report(what + u", %1 callers, batches of %2"_s.arg(kConcurrent).arg(batch),
                   measure(kConcurrent, 100, batch), plain);
    }
    return 0;
}
