#include "feed/write_pace.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestWritePace : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_clock.advance(1s); } // long after the last write of the test before

    void aSingleWriteWaitsForNothingButTheTurn()
    {
        int writes = 0;
        m_pace.run(this, [&] { ++writes; });
        QCOMPARE(writes, 0);
        m_clock.advance(0ms);
        QCOMPARE(writes, 1);
    }

    void whatComesSoonAfterwardsIsKeptForOneWrite()
    {
        QStringList writes;
        m_pace.run(this, [&] { writes.append(u"first"_s); });
        m_clock.advance(1ms);
        m_pace.run(this, [&] { writes.append(u"second"_s); });
        m_pace.run(this, [&] { writes.append(u"third"_s); });
        m_clock.advance(WritePace::kInterval - 2ms);
        QCOMPARE(writes, QStringList{u"first"_s});
        m_clock.advance(1ms);
        QCOMPARE(writes, (QStringList{u"first"_s, u"second"_s, u"third"_s}));
    }

    void everyoneWhoWaitsIsServedInTheirOrder()
    {
        QList<int> order;
        for (int i = 0; i < 3; ++i)
            m_pace.run(this, [&order, i] { order.append(i); });
        m_clock.advance(0ms);
        QCOMPARE(order, (QList<int>{0, 1, 2}));
    }

    void whoIsGoneIsLeftOut()
    {
        bool isDone = false;
        auto owner = std::make_unique<QObject>();
        m_pace.run(owner.get(), [] { QFAIL("its owner is gone"); });
        m_pace.run(this, [&] { isDone = true; });
        owner.reset();
        m_clock.advance(0ms);
        QVERIFY(isDone);
    }

    void whatAsksWhileOthersAreServedComesNext()
    {
        bool isDone = false;
        m_pace.run(this, [&] { m_pace.run(this, [&] { isDone = true; }); });
        m_clock.advance(WritePace::kInterval);
        QVERIFY(isDone);
    }

private:
    FakeClock m_clock;
    WritePace m_pace{m_clock};
};

PILOTHOUSE_UNIT_TEST(TestWritePace)
#include "tst_write_pace.moc"
