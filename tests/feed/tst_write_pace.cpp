#include "feed/write_pace.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

class TestWritePace : public QObject
{
    Q_OBJECT

private slots:
    void aSingleWriteWaitsForNothingButTheTurn()
    {
        WritePace pace;
        int writes = 0;
        pace.run(this, [&] { ++writes; });
        QCOMPARE(writes, 0);
        QCoreApplication::processEvents();
        QCOMPARE(writes, 1);
    }

    void whatComesSoonAfterwardsIsKeptForOneWrite()
    {
        WritePace pace;
        QElapsedTimer sinceFirst;
        qint64 secondAt = 0; // ms
        pace.run(this, [&] { sinceFirst.start(); });
        QTRY_VERIFY(sinceFirst.isValid());
        pace.run(this, [&] { secondAt = sinceFirst.elapsed(); });
        QTRY_VERIFY(secondAt > 0);
        QVERIFY(secondAt >=
                WritePace::kInterval.count() - 1); // a timer may be early by a part of 1 ms
    }

    void everyoneWhoWaitsIsServedInTheirOrder()
    {
        WritePace pace;
        QList<int> order;
        for (int i = 0; i < 3; ++i)
            pace.run(this, [&order, i] { order.append(i); });
        QTRY_COMPARE(order, (QList<int>{0, 1, 2}));
    }

    void whoIsGoneIsLeftOut()
    {
        WritePace pace;
        bool isDone = false;
        auto owner = std::make_unique<QObject>();
        pace.run(owner.get(), [] { QFAIL("its owner is gone"); });
        pace.run(this, [&] { isDone = true; });
        owner.reset();
        QTRY_VERIFY(isDone);
    }

    void whatAsksWhileOthersAreServedComesNext()
    {
        WritePace pace;
        bool isDone = false;
        pace.run(this, [&] { pace.run(this, [&] { isDone = true; }); });
        QTRY_VERIFY(isDone);
    }
};

PILOTHOUSE_UNIT_TEST(TestWritePace)
#include "tst_write_pace.moc"
