#include "agent/budget.h"
#include "agent/loop_detector.h"
#include "support/unit_test.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestBudget : public QObject
{
    Q_OBJECT
private slots:
    void saysWhichLimitIsReached_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<double>("cost");
        QTest::addColumn<qint64>("tokens");
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("reason");
        QTest::newRow("all within") << 9 << 0.99 << qint64(999) << 59 << QString() << QString();
        QTest::newRow("steps") << 10 << 0.0 << qint64(0) << 0 << u"max_steps"_s
                               << u"limit of steps (10)"_s;
        QTest::newRow("cost") << 0 << 1.0 << qint64(0) << 0 << u"max_cost_usd"_s
                              << u"limit of cost ($1.00)"_s;
        QTest::newRow("tokens") << 0 << 0.0 << qint64(1000) << 0 << u"max_tokens_total"_s
                                << u"limit of tokens (1000)"_s;
        QTest::newRow("time") << 0 << 0.0 << qint64(0) << 60 << u"max_time"_s
                              << u"limit of time (60 s)"_s;
    }
    void saysWhichLimitIsReached()
    {
        QFETCH(int, steps);
        QFETCH(double, cost);
        QFETCH(qint64, tokens);
        QFETCH(int, seconds);
        QFETCH(QString, reason);
        BudgetConfig limits;
        limits.maxSteps = 10;
        limits.maxCostUsd = 1;
        limits.maxTokensTotal = 1000;
        limits.maxTime = 60s;
        const auto exceeded = exceededBudget(
            limits, {.steps = steps, .time = seconds * 1000ms, .tokens = tokens, .costUsd = cost});
        QCOMPARE(exceeded.has_value(), !reason.isEmpty());
        QTEST(exceeded.value_or(ReachedLimit()).name, "name");
        QVERIFY(exceeded.value_or(ReachedLimit()).message.contains(reason));
    }

    void knowsNoLimitThatIsZero()
    {
        BudgetConfig limits;
        limits.maxSteps = 0;
        const Spending spending{.steps = 1'000'000, .time = 1h, .tokens = 1 << 30, .costUsd = 1e6};
        QVERIFY(!exceededBudget(limits, spending));
    }

    void noticesTheSameActionOnTheSamePicture()
    {
        LoopDetector detector(3);
        const ToolCall click = call(10);
        detector.sawPicture(u"a"_s);
        QVERIFY(!detector.isLoop(click));
        QVERIFY(!detector.isLoop(click));
        QVERIFY(detector.isLoop(click));
    }

    void startsAnewWhenThePictureOrTheActionChanges()
    {
        LoopDetector detector(2);
        detector.sawPicture(u"a"_s);
        QVERIFY(!detector.isLoop(call(10)));
        QVERIFY(!detector.isLoop(call(11)));
        QVERIFY(!detector.isLoop(call(10)));
        detector.sawPicture(u"b"_s);
        QVERIFY(!detector.isLoop(call(10)));
        QVERIFY(detector.isLoop(call(10)));
    }

    void findsNoLoopWhenSwitchedOff()
    {
        LoopDetector detector(0);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!detector.isLoop(call(10)));
    }

private:
    static ToolCall call(int x)
    {
        ToolCall made;
        made.tool = u"computer"_s;
        made.action = u"left_click"_s;
        made.input = {{u"coordinate"_s, QJsonArray{x, 20}}};
        return made;
    }
};

PILOTHOUSE_UNIT_TEST(TestBudget)
#include "tst_budget.moc"
