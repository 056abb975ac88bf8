#include "mcp/computer/picture_space.h"
#include "screen/png.h"
#include "support/unit_test.h"
#include "tools/screen_scale.h"

#include <QJsonArray>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestPictureSpace : public QObject
{
    Q_OBJECT
private slots:
    void isTheSessionsOwnOrSmaller_data()
    {
        QTest::addColumn<QJsonObject>("arguments");
        QTest::addColumn<QSize>("size"); // invalid: refused
        const auto wish = [](const QJsonValue &width) {
            return QJsonObject{{u"picture_width"_s, width}};
        };
        QTest::addRow("no wish") << QJsonObject() << QSize(1280, 800);
        QTest::addRow("null") << wish(QJsonValue::Null) << QSize(1280, 800);
        QTest::addRow("half") << wish(640) << QSize(640, 400);
        QTest::addRow("odd") << wish(333) << QSize(333, 208);
        QTest::addRow("half a line more") << wish(332) << QSize(332, 208); // 207.5
        QTest::addRow("all of it") << wish(1280) << QSize(1280, 800);
        QTest::addRow("larger") << wish(1281) << QSize();
        QTest::addRow("tiny") << wish(63) << QSize();
        QTest::addRow("below zero") << wish(-1) << QSize();
        QTest::addRow("huge") << wish(1e15) << QSize();
    }
    void isTheSessionsOwnOrSmaller()
    {
        QFETCH(QJsonObject, arguments);
        QFETCH(QSize, size);
        const auto space = pictureSpace(arguments, QSize(1280, 800));
        QCOMPARE(space ? space->size : QSize(), size);
    }

    // Each pixel of the smaller picture stands for some of the screen; a click on it lands there.
    void clicksExactlyToThePixel_data()
    {
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<QSize>("whole");
        QTest::addColumn<int>("width");
        QTest::addRow("half") << QSize(1280, 800) << QSize(1280, 800) << 640;
        QTest::addRow("odd") << QSize(1280, 800) << QSize(1280, 800) << 333;
        QTest::addRow("one less") << QSize(1280, 800) << QSize(1280, 800) << 1279;
        QTest::addRow("smaller than small") << QSize(1920, 1080) << QSize(1366, 768) << 500;
    }
    void clicksExactlyToThePixel()
    {
        QFETCH(QSize, screen);
        QFETCH(QSize, whole);
        QFETCH(int, width);
        const PictureSpace space = *pictureSpace({{u"picture_width"_s, width}}, whole);
        const ScreenScale toScreen(whole, screen);
        for (int x = 0; x < space.size.width(); ++x) {
            const int y = x % space.size.height();
            const QJsonObject place{{u"x"_s, x}, {u"y"_s, y}, {u"from_x"_s, x}, {u"from_y"_s, y}};
            const QJsonObject mapped = *inWholePictures(place, space);
            QCOMPARE(mapped[u"from_x"_s], mapped[u"x"_s]);
            QCOMPARE(mapped[u"from_y"_s], mapped[u"y"_s]);
            const QPoint at =
                *toScreen.toScreen(u"x"_s, mapped[u"x"_s].toInt(), mapped[u"y"_s].toInt());
            QCOMPARE(ScreenScale(space.size, screen).toPicture(at), QPoint(x, y));
        }
    }

    void refusesWhatIsOutside()
    {
        const PictureSpace space = *pictureSpace({{u"picture_width"_s, 640}}, QSize(1280, 800));
        for (const QJsonObject &outside :
             {QJsonObject{{u"x"_s, 640}, {u"y"_s, 0}}, QJsonObject{{u"x"_s, 0}, {u"y"_s, 400}},
              QJsonObject{{u"x"_s, -1}, {u"y"_s, 0}},
              QJsonObject{{u"region"_s, QJsonArray{0, 0, 641, 10}}}}) {
            const auto mapped = inWholePictures(outside, space);
            QVERIFY(!mapped.has_value());
            QVERIFY(mapped.error().message.contains(u"640x400"_s));
        }
    }

    void takesRegionsWhole()
    {
        const PictureSpace space = *pictureSpace({{u"picture_width"_s, 640}}, QSize(1280, 800));
        const auto mapped = inWholePictures({{u"region"_s, QJsonArray{10, 20, 320, 400}}}, space);
        QCOMPARE(mapped->value(u"region"_s).toArray(), (QJsonArray{20, 40, 640, 800}));
    }

    void leavesPlacesAloneWhereNothingIsChosen()
    {
        const PictureSpace space = *pictureSpace({}, QSize(1280, 800));
        const QJsonObject place{{u"x"_s, 5000}, {u"y"_s, -2}}; // judged where it is carried out
        QCOMPARE(*inWholePictures(place, space), place);
    }

    void scalesPictures()
    {
        const PictureSpace space = *pictureSpace({{u"picture_width"_s, 640}}, QSize(1280, 800));
        QCOMPARE(sizeIn(space, QSize(1280, 800)), QSize(640, 400));
        QCOMPARE(sizeIn(space, QSize(1280, 100)), QSize(640, 50));
        QCOMPARE(sizeIn(space, QSize(300, 200)), QSize(300, 200));
        QImage picture(1280, 800, QImage::Format_RGB32);
        picture.fill(Qt::blue);
        const auto scaled = scaledPicture(encodePng(picture), QSize(640, 400));
        const QImage read = QImage::fromData(*scaled);
        QCOMPARE(read.size(), QSize(640, 400));
        QCOMPARE(read.pixelColor(639, 399), QColor(Qt::blue));
        QVERIFY(!scaledPicture("no picture", QSize(1, 1)).has_value());
    }
};

PILOTHOUSE_UNIT_TEST(TestPictureSpace)
#include "tst_picture_space.moc"
