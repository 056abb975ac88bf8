#include "core/clock.h"
#include "store/database.h"
#include "store/journal.h"
#include "store/session_store.h"

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

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPlainEvents = 500;
constexpr int kConcurrent = 100;

const QString kText = QString(200, u'x');

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

QCoro::Task<> appendEach(Journal &journal, SessionId session, int count)
{
    for (int i = 0; i < count; ++i) {
        QList<EventBody> bodies(1, UserMessage{.text = kText});
        const Result<EventSeq> stored = co_await journal.append(session, std::move(bodies));
        if (!stored)
            qFatal("%s", qPrintable(stored.error().message));
    }
}

// `callers` coroutines, each of which awaits its append before the next.
double journalRate(int callers, int eventsEach, int batchSize)
{
    const QTemporaryDir folder;
    const Clock &clock = systemClock();
    const auto database =
        Database::open({.databaseUrl = QString(u"sqlite:///"_s + folder.filePath(u"db"_s)),
                        .batchSize = batchSize},
                       clock);
    Journal journal(**database, clock);
    SessionStore sessions(**database);
    const SessionId session = QCoro::waitFor(sessions.create({}))->id;
    QElapsedTimer timer;
    timer.start();
    std::vector<QCoro::Task<>> tasks;
    for (int i = 0; i < callers; ++i)
        tasks.push_back(appendEach(journal, session, eventsEach));
    for (auto &task : tasks)
        QCoro::waitFor(task);
    return perSecond(callers * eventsEach, timer);
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

template <typename Measure> double medianOfThree(Measure measure)
{
    std::array<double, 3> rates = {measure(), measure(), measure()};
    std::sort(rates.begin(), rates.end());
    return rates[1];
}

void report(const char *what, double rate, double plain)
{
    std::printf("%-52s %10.0f events/s %8.2f x\n", what, rate, rate / plain);
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
    const auto measure = [](int callers, int events, int batch) {
        return medianOfThree([=] { return journalRate(callers, events, batch); });
    };
    report("journal, one caller that awaits each", measure(1, kPlainEvents, 10), plain);
    for (const int batch : {10, 1000})
        report(qPrintable(u"journal, %1 callers, batches of %2"_s.arg(kConcurrent).arg(batch)),
               measure(kConcurrent, 100, batch), plain);
    return 0;
}
