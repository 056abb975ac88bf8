#include "tools/screen_scale.h"

#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

rc::Gen<QSize> someSize()
{
    return rc::gen::map(rc::gen::pair(rc::gen::inRange(1, 8001), rc::gen::inRange(1, 8001)),
                        [](std::pair<int, int> size) { return QSize(size.first, size.second); });
}

QPoint pointIn(QSize size)
{
    return {*rc::gen::inRange(0, size.width()), *rc::gen::inRange(0, size.height())};
}

Result<QPoint> toScreen(const ScreenScale &scale, QPoint point)
{
    return scale.toScreen(u"coordinate"_s, point.x(), point.y());
}

} // namespace

class TestScreenScale : public QObject
{
    Q_OBJECT
private slots:
    // The screens and pictures of the two systems this one follows, and what they got wrong.
    void mapsCornersToCorners_data()
    {
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<QSize>("picture");
        const auto row = [](QSize screen, QSize picture) {
            QTest::addRow("%dx%d as %dx%d", screen.width(), screen.height(), picture.width(),
                          picture.height())
                << screen << picture;
        };
        row({1600, 1200}, {1024, 768});
        row({1440, 900}, {1280, 800});
        row({1680, 1050}, {1280, 800});
        row({1920, 1200}, {1280, 800});
        row({2560, 1600}, {1280, 800});
        row({1920, 1080}, {1366, 768});
        row({2560, 1440}, {1366, 768});
        row({3840, 2160}, {1366, 768});
        row({1024, 768}, {1024, 768});
        row({1280, 1024}, {1280, 1024});
        row({4096, 2160}, {4096, 2160});
        row({3440, 1440}, {1366, 768});
        row({800, 600}, {1024, 768});
        row({1, 1}, {1280, 800});
    }

    void mapsCornersToCorners()
    {
        QFETCH(QSize, screen);
        QFETCH(QSize, picture);
        const ScreenScale scale(picture, screen);
        const QPoint pictureEnd(picture.width() - 1, picture.height() - 1);
        const QPoint screenEnd(screen.width() - 1, screen.height() - 1);

        // A corner is met up to half of a picture's pixel.
        const QPoint first = toScreen(scale, {0, 0}).value();
        const QPoint last = toScreen(scale, pictureEnd).value();
        QVERIFY(first.x() <= screen.width() / picture.width() / 2 + 1);
        QVERIFY(first.y() <= screen.height() / picture.height() / 2 + 1);
        QVERIFY(QRect(QPoint(0, 0), screenEnd).contains(last));
        QVERIFY(screenEnd.x() - last.x() <= screen.width() / picture.width() / 2 + 1);
        QCOMPARE(scale.toPicture(screenEnd), screen == QSize(1, 1) ? QPoint(640, 400) : pictureEnd);
        QVERIFY(!toScreen(scale, {picture.width(), 0}));
        QVERIFY(!toScreen(scale, {0, picture.height()}));
        QVERIFY(!toScreen(scale, {-1, 0}));
        QCOMPARE(scale.regionToScreen(0, 0, picture.width(), picture.height()).value(),
                 QRect(QPoint(0, 0), screen));
    }

    void mapsKnownPoints_data()
    {
        QTest::addColumn<QPoint>("model");
        QTest::addColumn<QPoint>("onScreen");
        QTest::newRow("middle") << QPoint(683, 384) << QPoint(960, 540);
        QTest::newRow("first") << QPoint(0, 0) << QPoint(0, 0);
        QTest::newRow("last") << QPoint(1365, 767) << QPoint(1919, 1079);
    }

    void mapsKnownPoints()
    {
        QFETCH(QPoint, model);
        QFETCH(QPoint, onScreen);
        const ScreenScale scale(QSize(1366, 768), {1920, 1080});
        QCOMPARE(toScreen(scale, model).value(), onScreen);
        QCOMPARE(scale.toPicture(onScreen), model);
    }

    void saysWhatIsWrongWithAPoint()
    {
        const ScreenScale scale(QSize(1366, 768), {1920, 1080});
        QCOMPARE(toScreen(scale, {1800, 20}).error().message,
                 u"coordinate [1800, 20] is outside of the 1366x768 screenshot; x is 0..1365, "
                 "y 0..767."_s);
    }

    void refusesRegionsThatAreNone_data()
    {
        QTest::addColumn<QList<int>>("region");
        QTest::newRow("empty") << QList<int>{5, 5, 5, 10};
        QTest::newRow("reversed") << QList<int>{10, 5, 5, 10};
        QTest::newRow("negative") << QList<int>{-1, 0, 5, 5};
        QTest::newRow("too wide") << QList<int>{0, 0, 1281, 5};
        QTest::newRow("too high") << QList<int>{0, 0, 5, 801};
    }

    void refusesRegionsThatAreNone()
    {
        QFETCH(QList<int>, region);
        const ScreenScale scale(QSize(1280, 800), {2560, 1600});
        const auto mapped = scale.regionToScreen(region[0], region[1], region[2], region[3]);
        QVERIFY(!mapped);
        QVERIFY(mapped.error().message.contains(u"is not a part of the 1280x800 screenshot"_s));
    }

    void staysOnTheScreen()
    {
        QVERIFY(rc::check([] {
            const QSize picture = *someSize();
            const QSize screen = *someSize();
            const auto mapped = toScreen(ScreenScale(picture, screen), pointIn(picture));
            RC_ASSERT(mapped.has_value());
            RC_ASSERT(QRect(QPoint(0, 0), screen).contains(*mapped));
        }));
    }

    void comesBackFromALargerScreen()
    {
        QVERIFY(rc::check([] {
            const QSize picture = *someSize();
            const QSize screen = picture + *someSize();
            const ScreenScale scale(picture, screen);
            const QPoint point = pointIn(picture);
            RC_ASSERT(scale.toPicture(*toScreen(scale, point)) == point);
        }));
    }

    void comesBackFromALargerPicture()
    {
        QVERIFY(rc::check([] {
            const QSize screen = *someSize();
            const ScreenScale scale(screen + *someSize(), screen);
            const QPoint point = pointIn(screen);
            RC_ASSERT(*toScreen(scale, scale.toPicture(point)) == point);
        }));
    }

    void keepsTheOrderOfPoints()
    {
        QVERIFY(rc::check([] {
            const QSize picture = *someSize();
            const ScreenScale scale(picture, *someSize());
            const QPoint a = pointIn(picture);
            const QPoint b = pointIn(picture);
            const QPoint first = *toScreen(scale, a);
            const QPoint second = *toScreen(scale, b);
            RC_ASSERT(a.x() > b.x() || first.x() <= second.x());
            RC_ASSERT(a.y() > b.y() || first.y() <= second.y());
        }));
    }

    void regionHoldsThePointsOfTheRegion()
    {
        QVERIFY(rc::check([] {
            const QSize picture = *someSize();
            const QSize screen = *someSize();
            const ScreenScale scale(picture, screen);
            const QPoint corner = pointIn(picture);
            const int right = *rc::gen::inRange(corner.x() + 1, picture.width() + 1);
            const int bottom = *rc::gen::inRange(corner.y() + 1, picture.height() + 1);
            const auto region = scale.regionToScreen(corner.x(), corner.y(), right, bottom);
            RC_ASSERT(region.has_value());
            RC_ASSERT(QRect(QPoint(0, 0), screen).contains(*region));
            RC_ASSERT(region->contains(*toScreen(scale, corner)));
            RC_ASSERT(region->contains(*toScreen(scale, {right - 1, bottom - 1})));
        }));
    }
};

PILOTHOUSE_UNIT_TEST(TestScreenScale)
#include "tst_screen_scale.moc"
