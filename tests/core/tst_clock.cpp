#include "core/clock.h"

#include "core/utc.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestClock : public QObject
{
    Q_OBJECT
private slots:
    void writesTimesAsIso8601_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("start") << qint64(0) << u"1970-01-01T00:00:00.000Z"_s;
        QTest::newRow("leap day") << qint64(1'709'210'096'007) << u"2024-02-29T12:34:56.007Z"_s;
        QTest::newRow("last of a year")
            << qint64(1'798'761'599'999) << u"2026-12-31T23:59:59.999Z"_s;
        QTest::newRow("before the start") << qint64(-1) << u"1969-12-31T23:59:59.999Z"_s;
    }
    void writesTimesAsIso8601()
    {
        QFETCH(qint64, milliseconds);
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds, kUtc);
        QTEST(isoTime(time), "text");
        QCOMPARE(isoTime(time), time.toString(Qt::ISODateWithMs));
        QCOMPARE(isoTime(time.toOffsetFromUtc(3600)), isoTime(time));
    }

    void writesNothingForNoTime() { QCOMPARE(isoTime(QDateTime()), QString()); }
};

PILOTHOUSE_UNIT_TEST(TestClock)
#include "tst_clock.moc"
