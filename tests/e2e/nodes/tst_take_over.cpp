// Two servers on one PostgreSQL and a desktop on a node: one works, the other stands by and takes
// over.
#include "../recording_viewer.h"
#include "running_node.h"
#include "support/postgres_cluster.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int kTime = 12'000; // within which the other one serves

/// Both of one round.
struct Pair
{
    ServerOfNodes first;
    ServerOfNodes second;
    QString session;
    std::unique_ptr<RecordingViewer> viewer; ///< of the first

    QList<QJsonObject> storedEvents()
    {
        const QString target = u"/sessions/%1/events?format=json&limit=1000"_s.arg(session);
        QList<QJsonObject> events;
        for (const QJsonValue &event : second.ask("GET", target)[u"events"_s].toArray())
            events.append(event.toObject());
        return events;
    }
};

} // namespace

class TestTakeOver : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (!pilothouse::PostgresCluster::isInstalled())
            QSKIP("There is no PostgreSQL here.");
        QVERIFY(m_node.start());
    }

    void goesOnWithTheOther_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<bool>("isOneFolder");
        const int rounds = qEnvironmentVariableIntValue("PILOTHOUSE_TAKE_OVER_ROUNDS");
        for (int i = 1; i <= qMax(1, rounds); ++i) {
            QTest::addRow("killed %d", i) << SIGKILL << false;
            QTest::addRow("stopped, continued %d", i) << SIGSTOP << (i % 2 == 1);
            QTest::addRow("ended %d", i) << SIGTERM << false;
        }
    }
    void goesOnWithTheOther()
    {
        QFETCH(int, signal);
        QFETCH(bool, isOneFolder);
        Pair pair;
        begin(pair, isOneFolder);
        if (QTest::currentTestFailed())
            return;
        QTest::qWait(QRandomGenerator::global()->bounded(1'000)); // any moment will do

        QElapsedTimer time;
        time.start();
        pair.first.process.interrupt(signal);

        QVERIFY2(pair.second.becomesReady(kTime), pair.second.process.errors().constData());
        qInfo("served again after %lld ms", time.elapsed());
        compare(pair);
        if (!QTest::currentTestFailed())
            findsTheDesktop(pair);
        if (QTest::currentTestFailed())
            return;
        if (signal == SIGSTOP)
            endsWhoIsContinued(pair);
        else
            QCOMPARE(pair.first.process.wait(20'000), signal == SIGTERM ? 0 : -1);
        QCOMPARE(m_node.running(), 1);
        QCOMPARE(pair.second.status("DELETE", u"/sessions/"_s + pair.session), 200);
        QTRY_COMPARE(m_node.running(), 0);
    }

private:
    /// The first works on a task that is watched; the second stands by.
    void begin(Pair &pair, bool isOneFolder)
    {
        pilothouse::PostgresCluster &cluster = pilothouse::PostgresCluster::shared();
        const QString url = cluster.url(cluster.newDatabase());
        for (ServerOfNodes *each : {&pair.first, &pair.second})
            each->process.environment.insert(u"DATABASE_URL"_s, url);
        if (isOneFolder)
            pair.second.process.environment.insert(
                u"PILOTHOUSE_DATA_DIR"_s,
                pair.first.process.environment.value(u"PILOTHOUSE_DATA_DIR"_s));
        setClockAhead(pair.first.process);
        QVERIFY(pair.first.startWith({m_node.name()}));
        pair.second.begin(pair.second.of({m_node.name()}));
        QVERIFY(pair.second.process.waitForOutput("standing by on port "));
        standsBy(pair.second);
        pair.session = pair.first.newSession();
        work(pair.first, pair.session, u"run kept=\"in the shell\""_s);
        pair.viewer = std::make_unique<RecordingViewer>(pair.first, pair.session);
        QStringList lines;
        for (int i = 0; i < 100; ++i)
            lines.append(u"run echo %1"_s.arg(i));
        QCOMPARE(pair.first.send(pair.session, lines.join(u'\n')), 202);
        QTRY_VERIFY_WITH_TIMEOUT(pair.viewer->last() > 12, 60'000);
    }

    /// What is in its folder where its machine's clock was ahead by a year.
    static void setClockAhead(PilothouseProcess &process)
    {
        const QString folder = process.environment.value(u"PILOTHOUSE_DATA_DIR"_s);
        QFile fence(folder + u"/fence"_s);
        const qint64 then = QDateTime::currentSecsSinceEpoch() + 365 * 86'400;
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(fence.open(QIODevice::WriteOnly));
        QVERIFY(fence.write(QByteArray::number(then << 20) + '\n') > 0);
    }

    static void standsBy(ServerOfNodes &server)
    {
        const QRegularExpression port(u"standing by on port (\\d+)"_s);
        const QString said = QString::fromUtf8(server.process.output());
        server.url = u"http://localhost:"_s + port.match(said).captured(1);
        QCOMPARE(server.status("GET", u"/health/live"_s), 200);
        QCOMPARE(server.ask("GET", u"/health"_s)[u"status"_s].toString(), u"ok"_s);
        const QJsonDocument ready = server.ask("GET", u"/health/ready"_s);
        QVERIFY(ready[u"reason"_s].toString().startsWith(u"standing by"_s));
        QCOMPARE(server.status("GET", u"/health/ready"_s), 503);
        QCOMPARE(server.status("GET", u"/sessions/"_s), 503);
        server.hangUp();
    }

    static void work(ServerOfNodes &server, const QString &session, const QString &text)
    {
        QCOMPARE(server.send(session, text), 202);
        QTRY_COMPARE_WITH_TIMEOUT(server.sessionStatus(session), u"completed"_s, 60'000);
    }

    /// All that the viewer of the first was told is there, under the same numbers.
    static void compare(Pair &pair)
    {
        QTRY_COMPARE(pair.second.sessionStatus(pair.session), u"interrupted"_s);
        const QList<QJsonObject> stored = pair.storedEvents();
        for (qsizetype i = 0; i < stored.size(); ++i)
            QCOMPARE(stored.at(i).value(u"seq"_s).toInteger(), i + 1);
        QVERIFY(pair.viewer->isGapless());
        QVERIFY(pair.viewer->last() <= stored.size());
        for (const QJsonObject &seen : std::as_const(pair.viewer->events))
            QCOMPARE(stored.at(seen.value(u"seq"_s).toInteger() - 1), seen);
    }

    static void findsTheDesktop(Pair &pair)
    {
        const qsizetype before = pair.second.stored(pair.session).count("still in the shell");
        work(pair.second, pair.session, u"run echo \"still $kept\""_s);
        QVERIFY(pair.second.stored(pair.session).count("still in the shell") > before);
    }

    /// It can do nothing any more, and ends; the other's desktop does not notice.
    static void endsWhoIsContinued(Pair &pair)
    {
        const qsizetype before = pair.storedEvents().size();
        pair.first.process.interrupt(SIGCONT);
        QVERIFY(pair.first.send(pair.session, u"run kept=gone"_s) != 202);
        QCOMPARE(pair.first.process.wait(20'000), 1);
        QVERIFY(pair.first.process.errors().contains("has taken the journal over"));
        QCOMPARE(pair.storedEvents().size(), before);
        findsTheDesktop(pair);
    }

    RunningNode m_node;
};

QTEST_GUILESS_MAIN(TestTakeOver)
#include "tst_take_over.moc"
