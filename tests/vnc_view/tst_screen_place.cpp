#include "qml/vnc/screen_place.h"
#include "qml/vnc/shrink.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using Scale = ScreenPlace::Scale;

class TestScreenPlace : public QObject
{
    Q_OBJECT
private slots:
    void fitsIntoTheMiddle_data()
    {
        QTest::addColumn<QSizeF>("item");
        QTest::addColumn<double>("ratio");
        QTest::addColumn<QRect>("target"); // in pixels of the device
        QTest::newRow("as it is") << QSizeF(1280, 800) << 1.0 << QRect(0, 0, 1280, 800);
        QTest::newRow("smaller") << QSizeF(640, 500) << 1.0 << QRect(0, 50, 640, 400);
        QTest::newRow("larger") << QSizeF(3000, 1600) << 1.0 << QRect(220, 0, 2560, 1600);
        QTest::newRow("dense") << QSizeF(640, 400) << 2.0 << QRect(0, 0, 1280, 800);
        QTest::newRow("between") << QSizeF(640, 400) << 1.5 << QRect(0, 0, 960, 600);
    }
    void fitsIntoTheMiddle()
    {
        QFETCH(QSizeF, item);
        QFETCH(double, ratio);
        const ScreenPlace place({1280, 800}, item, ratio, Scale::Fit, {50, 50});
        QTEST(place.target(), "target");
        QVERIFY(place.slack().isNull());
    }

    void findsEachPixelAgain()
    {
        for (const double ratio : {1.0, 1.25, 2.0})
            for (const QSizeF item : {QSizeF(1280, 800), QSizeF(1900, 1000), QSizeF(2560, 1600)}) {
                const ScreenPlace place({1280, 800}, item, ratio, Scale::Fit, {});
                for (const QPoint pixel : {QPoint(0, 0), QPoint(1279, 799), QPoint(400, 301)}) {
                    const double size = double(place.target().width()) / 1280;
                    const QPointF middle = (QPointF(pixel) + QPointF(0.5, 0.5)) * size +
                                           QPointF(place.target().topLeft());
                    QCOMPARE(place.toDesktop(middle / ratio), pixel);
                    QVERIFY(
                        QRectF(place.toItem(QRect(pixel, QSize(1, 1)))).contains(middle / ratio));
                }
            }
    }

    void findsThePixelThatBeginsWhereAPixelOfTheScreenDoes()
    {
        const ScreenPlace place({1280, 800}, {1280, 800}, 1.5, Scale::Fit, {});
        for (int x = 0; x < 1920; ++x) // in units it is a fraction
            QCOMPARE(place.toDesktop({x / 1.5, 0}).x(), x * 2 / 3);
    }

    void keepsToTheDesktopOutsideOfIt()
    {
        const ScreenPlace place({1280, 800}, {1280, 1000}, 1, Scale::Fit, {});
        QCOMPARE(place.toDesktop({-5, 0}), QPoint(0, 0));
        QCOMPARE(place.toDesktop({2000, 2000}), QPoint(1279, 799));
        QCOMPARE(ScreenPlace().toDesktop({3, 3}), QPoint());
    }

    void movesWhatIsLargerThanTheItem()
    {
        const ScreenPlace place({1280, 800}, {1000, 900}, 2, Scale::Full, {100, 100});
        QCOMPARE(place.pan(), QPointF(100, 0)); // there is room below
        QCOMPARE(place.target(), QRect(-200, 100, 2560, 1600));
        QCOMPARE(place.toDesktop({0, 50}), QPoint(100, 0));
        const ScreenPlace far({1280, 800}, {1000, 900}, 2, Scale::Full, {9000, 0});
        QCOMPARE(far.pan().x(), 280.0);
    }

    void followsAPointerThatGoesToAnEdge()
    {
        const ScreenPlace place({1280, 800}, {640, 900}, 1, Scale::Full, {100, 0}); // 640 beyond
        QCOMPARE(place.followed({300, 100}, {500, 899}), QPointF(100, 0));          // not there yet
        QCOMPARE(place.followed({500, 100}, {639, 100}), QPointF(640, 0));
        QCOMPARE(place.followed({600, 100}, {619, 100}), QPointF(370, 0)); // half the way
        QCOMPARE(place.followed({639, 100}, {620, 100}), QPointF(100, 0)); // and back: it stays
        QCOMPARE(place.followed({50, 100}, {0, 100}), QPointF(0, 0));
    }

    void shrinksInPartsAsInOne()
    {
        QImage picture(131, 97, QImage::Format_RGB32);
        quint32 seed = 1;
        for (int y = 0; y < 97; ++y)
            for (int x = 0; x < 131; ++x)
                picture.setPixel(x, y, 0xff000000 | (seed = seed * 1664525 + 1013904223) >> 8);
        const QSize size(50, 41);
        const QImage whole = shrunk(picture, size, QRect(QPoint(), size));
        const QRect part(7, 11, 23, 19);
        QCOMPARE(shrunk(picture, size, part), whole.copy(part));
    }

    void shrinksToTheMean()
    {
        QImage picture(4, 2, QImage::Format_RGB32);
        picture.fill(qRgb(10, 20, 30));
        picture.setPixel(0, 0, qRgb(50, 20, 30));
        const QImage half = shrunk(picture, {2, 1}, {0, 0, 2, 1});
        QCOMPARE(half.pixel(0, 0), qRgb(20, 20, 30));
        QCOMPARE(half.pixel(1, 0), qRgb(10, 20, 30));
        const QImage third = shrunk(picture, {3, 1}, {0, 0, 3, 1}); // 4/3 of a pixel each
        QCOMPARE(third.pixel(0, 0), qRgb(25, 20, 30));
    }
};

PILOTHOUSE_UNIT_TEST(TestScreenPlace)
#include "tst_screen_place.moc"
