#include "node/once_table.h"
#include "support/unit_test.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Arrival = OnceTable::Arrival;

namespace {
WireFrame answer(qint64 id)
{
    return {.json = {{u"id"_s, id}}};
}
} // namespace

class TestOnceTable : public QObject
{
    Q_OBJECT
private slots:
    void carriesOutARequestThatComesAgainOnce()
    {
        OnceTable table;
        QCOMPARE(table.arrive(1, 0), Arrival::New);
        QCOMPARE(table.arrive(1, 0), Arrival::Running);
        QCOMPARE(table.running(), 1);

        table.keepAnswer(1, answer(1));

        QCOMPARE(table.arrive(1, 0), Arrival::Answered);
        QCOMPARE(table.answerTo(1), answer(1));
        QCOMPARE(table.running(), 0);
    }

    void forgetsAnswersThatHaveArrivedAndStillDoesNotRunThemAgain()
    {
        OnceTable table;
        table.arrive(1, 0);
        table.keepAnswer(1, answer(1));
        QCOMPARE(table.arrive(2, 1), Arrival::New);
        QCOMPARE(table.arrive(1, 0), Arrival::Past);
        QCOMPARE(table.answerTo(1), WireFrame());
    }

    void doesNotRunWhatWasStoppedBeforeItCame()
    {
        OnceTable table;
        QVERIFY(!table.bar(1));
        QCOMPARE(table.arrive(1, 0), Arrival::Past);
        QCOMPARE(table.arrive(2, 0), Arrival::New);
        QVERIFY(table.bar(2));
        QCOMPARE(table.arrive(2, 0), Arrival::Running);
    }

    void keepsOnlyAnswersToWhatRuns()
    {
        OnceTable table;
        table.keepAnswer(5, answer(5));
        QCOMPARE(table.arrive(5, 0), Arrival::New);
    }

    // A server that sends, loses links and sends again, at random: each id runs once.
    void runsEachIdOnceWhateverIsLost()
    {
        QRandomGenerator random(20261130);
        for (int round = 0; round < 200; ++round) {
            OnceTable table;
            QHash<qint64, int> runs;
            QSet<qint64> pending;
            qint64 last = 0;
            for (int step = 0; step < 100; ++step) {
                if (random.bounded(3) == 0)
                    pending.insert(++last);
                const QList<qint64> known = pending.values();
                const qint64 settled =
                    known.isEmpty() ? last : *std::ranges::min_element(known) - 1;
                QList<qint64> resent = known;
                std::ranges::sort(resent);
                for (const qint64 id : resent) {
                    const Arrival arrival = table.arrive(id, settled);
                    QVERIFY(arrival != Arrival::Past);
                    if (arrival == Arrival::New)
                        ++runs[id];
                    if (arrival == Arrival::Answered && random.bounded(2) == 0)
                        pending.remove(id); // the answer got through
                    if (arrival != Arrival::Answered && random.bounded(2) == 0)
                        table.keepAnswer(id, answer(id));
                }
            }
            for (const int count : std::as_const(runs))
                QCOMPARE(count, 1);
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestOnceTable)
#include "tst_once_table.moc"
