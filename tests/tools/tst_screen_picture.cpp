#include "tools/screen_picture.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;

class TestScreenPicture : public QObject
{
    Q_OBJECT
private slots:
    void zoomsIntoTheScreenItself()
    {
        // A pattern that a scaled-down screenshot would lose: columns black and white by turns.
        QImage screen(2560, 1600, QImage::Format_RGB32);
        for (int y = 0; y < screen.height(); ++y) {
            for (int x = 0; x < screen.width(); ++x)
                screen.setPixel(x, y, x % 2 == 0 ? qRgb(0, 0, 0) : qRgb(255, 255, 255));
        }
        const QImage enlarged = fitRegion(screen, QRect(100, 100, 32, 20), {1280, 800});
        QCOMPARE(enlarged.size(), QSize(320, 200));
        QVERIFY(qGray(enlarged.pixel(4, 100)) < 30);
        QVERIFY(qGray(enlarged.pixel(14, 100)) > 225);
    }

    void sendsNoMorePixelsOfARegionThanTheScreenHas()
    {
        QImage screen(1280, 800, QImage::Format_RGB32);
        for (int y = 0; y < screen.height(); ++y) {
            for (int x = 0; x < screen.width(); ++x)
                screen.setPixel(x, y, qRgb(x % 256, y % 256, x * y % 256));
        }
        const QRect quarter(320, 200, 640, 400);
        QCOMPARE(fitRegion(screen, quarter, {1280, 800}), screen.copy(quarter));
    }

    void keepsTheAspectOfARegion_data()
    {
        QTest::addColumn<QRect>("region");
        QTest::addColumn<QSize>("size");
        QTest::newRow("same") << QRect(0, 0, 1280, 800) << QSize(1280, 800);
        QTest::newRow("a part") << QRect(9, 9, 900, 333) << QSize(900, 333);
        QTest::newRow("small") << QRect(0, 0, 100, 160) << QSize(200, 320);
        QTest::newRow("small and wide") << QRect(0, 0, 64, 10) << QSize(1280, 200);
        QTest::newRow("too wide to enlarge") << QRect(0, 0, 128, 10) << QSize(1280, 100);
        QTest::newRow("small and high") << QRect(0, 0, 10, 80) << QSize(100, 800);
        QTest::newRow("reduced") << QRect(0, 0, 2560, 800) << QSize(1280, 400);
        QTest::newRow("one pixel") << QRect(5, 5, 1, 1) << QSize(200, 200);
        QTest::newRow("one line") << QRect(0, 5, 2560, 1) << QSize(1280, 1);
    }

    void keepsTheAspectOfARegion()
    {
        QFETCH(QRect, region);
        QFETCH(QSize, size);
        QImage screen(2560, 1600, QImage::Format_RGB32);
        screen.fill(Qt::red);
        QCOMPARE(fitRegion(screen, region, {1280, 800}).size(), size);
    }
};

PILOTHOUSE_UNIT_TEST(TestScreenPicture)
#include "tst_screen_picture.moc"
