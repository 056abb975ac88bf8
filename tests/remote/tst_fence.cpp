#include "remote/fence.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestFence : public QObject
{
    Q_OBJECT
private slots:
    void isHigherEachTimeWhateverTheClockSays()
    {
        const QTemporaryDir data;
        FakeClock clock;
        qint64 last = 0;
        for (int i = 0; i < 20; ++i) {
            clock.jump(std::chrono::hours(i % 2 == 0 ? 30 : -31));
            const auto fence = nextFence(data.path(), clock);
            QVERIFY(fence && *fence > last);
            last = *fence;
        }
    }

    // A backup that was put back, a copy, another server with the same database.
    void isHigherThanThatOfAnotherFolderThatBeganBefore()
    {
        const QTemporaryDir before;
        const QTemporaryDir after;
        FakeClock clock;
        for (int i = 0; i < 20; ++i)
            QVERIFY(nextFence(before.path(), clock));
        const auto old = nextFence(before.path(), clock);

        clock.advance(std::chrono::minutes(1));

        QVERIFY(*nextFence(after.path(), clock) > *old);
    }

    void isNeverThatOfACopy()
    {
        const QTemporaryDir original;
        const QTemporaryDir copy;
        FakeClock clock;
        clock.jump(std::chrono::hours(1));
        QVERIFY(nextFence(original.path(), clock));
        clock.jump(std::chrono::hours(-1)); // so that the file decides
        QVERIFY(QFile::copy(original.filePath(u"fence"_s), copy.filePath(u"fence"_s)));

        QVERIFY(*nextFence(original.path(), clock) != *nextFence(copy.path(), clock));
    }

    // Servers that take turns at one journal: only its database counts.
    void isTheEpochOfTheJournalWhateverClocksSay()
    {
        const QTemporaryDir one;
        const QTemporaryDir other;
        FakeClock ahead;
        ahead.jump(std::chrono::hours(1000));
        const qint64 epoch = qint64(1) << 40;
        QCOMPARE(*lastFence(one.path()), 0);
        QCOMPARE(*nextFence(one.path(), ahead, epoch), epoch);
        QCOMPARE(*lastFence(one.path()), epoch);
        QCOMPARE(*nextFence(other.path(), FakeClock(), epoch + 1), epoch + 1);
        QVERIFY(*nextFence(one.path(), FakeClock(), 1) > epoch);
    }

    void goesOnFromTheNumbersOfOlderReleases()
    {
        const QTemporaryDir data;
        QFile file(data.filePath(u"fence"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("7\n");
        file.close();

        QVERIFY(*nextFence(data.path(), FakeClock()) > 7);
    }

    void doesNotBeginAnewWhereTheFileIsBroken()
    {
        const QTemporaryDir data;
        QFile file(data.filePath(u"fence"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("many\n");
        file.close();

        const auto fence = nextFence(data.path(), FakeClock());

        QCOMPARE(fence.error().code, Errc::Corrupt);
        QVERIFY(fence.error().message.contains(file.fileName()));
    }

    void saysWhereItCannotBeWritten()
    {
        QCOMPARE(nextFence(u"/proc/nowhere"_s, FakeClock()).error().code, Errc::Io);
    }
};

PILOTHOUSE_UNIT_TEST(TestFence)
#include "tst_fence.moc"
