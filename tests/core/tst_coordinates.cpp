#include "core/places/coordinates.h"

#include "core/json.h"
#include "support/unit_test.h"

#include <QTest>

#include <rapidcheck.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kPixels = CoordinateSpace::Pixels;
constexpr auto kThousand = CoordinateSpace::Thousand;
constexpr auto kUnit = CoordinateSpace::Unit;

PictureFrame frame(int space)
{
    return {QSize(1280, 800), CoordinateSpace(space)};
}

} // namespace

/// Places go over one border, whatever way a model was taught to name them.
class TestCoordinates : public QObject
{
    Q_OBJECT
private slots:
    void bringsEveryKindOfPlaceToPixels_data()
    {
        QTest::addColumn<int>("space");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("pixels"); // empty: refused
        const auto row = [](const char *tag, CoordinateSpace space, const QByteArray &said,
                            const QByteArray &pixels) {
            QTest::newRow(tag) << int(space) << said << pixels;
        };
        row("a click in pixels", kPixels, R"({"coordinate":[640,400]})",
            R"({"coordinate":[640,400]})");
        row("beyond in pixels is for the tool", kPixels, R"({"coordinate":[1280,400]})",
            R"({"coordinate":[1280,400]})");

        row("a click", kThousand, R"({"coordinate":[500,500]})", R"({"coordinate":[640,400]})");
        row("the first thousandth", kThousand, R"({"coordinate":[0,0]})",
            R"({"coordinate":[0,0]})");
        row("the last thousandth", kThousand, R"({"coordinate":[999,999]})",
            R"({"coordinate":[1279,799]})");
        row("a fraction of one", kThousand, R"({"coordinate":[500.5,1.5]})",
            R"({"coordinate":[640,1]})");
        row("a drag", kThousand, R"({"coordinate":[750,250],"start_coordinate":[250,750]})",
            R"({"coordinate":[960,200],"start_coordinate":[320,600]})");
        row("a scroll", kThousand,
            R"({"coordinate":[250,500],"scroll_amount":5,"scroll_direction":"down"})",
            R"({"coordinate":[320,400],"scroll_amount":5,"scroll_direction":"down"})");
        row("a region", kThousand, R"({"region":[100,250,500,1000]})",
            R"({"region":[128,200,640,800]})");
        row("a region whose edges move outwards", kThousand, R"({"region":[1,1,2,2]})",
            R"({"region":[1,0,3,2]})");
        row("the whole", kThousand, R"({"region":[0,0,1000,1000]})",
            R"({"region":[0,0,1280,800]})");
        row("a size", kThousand, R"({"size":[500,1000]})", R"({"size":[640,800]})");
        row("a size is at least a pixel", kThousand, R"({"size":[0.1,0.1]})", R"({"size":[1,1]})");
        row("nothing but a key", kThousand, R"({"text":"ctrl+s"})", R"({"text":"ctrl+s"})");
        row("no place at all", kThousand, R"({"coordinate":"left"})", R"({"coordinate":"left"})");
        row("one number too few", kThousand, R"({"coordinate":[5]})", R"({"coordinate":[5]})");
        row("beyond", kThousand, R"({"coordinate":[1000,10]})", {});
        row("pixels instead", kThousand, R"({"coordinate":[1200,10]})", {});
        row("below zero", kThousand, R"({"coordinate":[-1,10]})", {});
        row("a drag that begins outside", kThousand,
            R"({"coordinate":[1,1],"start_coordinate":[1,1001]})", {});
        row("a region beyond", kThousand, R"({"region":[0,0,1001,10]})", {});
        row("a size beyond", kThousand, R"({"size":[1280,800]})", {});

        row("a click by parts", kUnit, R"({"coordinate":[0.5,0.25]})",
            R"({"coordinate":[640,200]})");
        row("the very end", kUnit, R"({"coordinate":[1,1]})", R"({"coordinate":[1279,799]})");
        row("a drag by parts", kUnit, R"({"coordinate":[0.75,0],"start_coordinate":[0,0.999]})",
            R"({"coordinate":[960,0],"start_coordinate":[0,799]})");
        row("a region by parts", kUnit, R"({"region":[0.1,0.25,0.5,1]})",
            R"({"region":[128,200,640,800]})");
        row("a size by parts", kUnit, R"({"size":[0.5,0.5]})", R"({"size":[640,400]})");
        row("pixels instead of parts", kUnit, R"({"coordinate":[640,400]})", {});
        row("a region of pixels", kUnit, R"({"region":[0,0,2,1]})", {});
    }
    void bringsEveryKindOfPlaceToPixels()
    {
        QFETCH(int, space);
        QFETCH(QByteArray, said);
        QFETCH(QByteArray, pixels);
        const auto brought = frame(space).inPixels(*parseJsonObject(said));
        QCOMPARE(brought.has_value(), !pixels.isEmpty());
        if (brought)
            QCOMPARE(compactJson(*brought), pixels);
        else
            QVERIFY2(brought.error().message.contains(u"outside"_s) &&
                         brought.error().message.contains(frame(space).words()),
                     qPrintable(brought.error().message));
    }

    void tellsPlacesAsTheModelNamesThem_data()
    {
        QTest::addColumn<int>("space");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("size");
        QTest::newRow("pixels") << int(kPixels) << u"320,150"_s << u"200x30"_s;
        QTest::newRow("thousand") << int(kThousand) << u"250,188"_s << u"156x38"_s;
        QTest::newRow("unit") << int(kUnit) << u"0.2504,0.1881"_s << u"0.1563x0.0375"_s;
    }
    void tellsPlacesAsTheModelNamesThem()
    {
        QFETCH(int, space);
        QTEST(frame(space).told(QPoint(320, 150)), "place");
        QTEST(frame(space).told(QSize(200, 30)), "size");
    }

    void aPlaceThatWasToldIsFoundAgain()
    {
        rc::check("within the size of a thousandth", [] {
            const QSize size(*rc::gen::inRange(1, 4000), *rc::gen::inRange(1, 4000));
            const auto space = *rc::gen::element(kThousand, kUnit);
            const PictureFrame picture(size, space);
            const QPoint at(*rc::gen::inRange(0, size.width()),
                            *rc::gen::inRange(0, size.height()));
            const QStringList told = picture.told(at).split(u',');
            const QJsonArray said{told.at(0).toDouble(), told.at(1).toDouble()};
            const auto back = picture.inPixels({{u"coordinate"_s, said}});
            RC_ASSERT(back.has_value());
            const QJsonArray found = back->value("coordinate"_L1).toArray();
            RC_ASSERT(std::abs(found.at(0).toInt() - at.x()) <= size.width() / 1000 + 1);
            RC_ASSERT(std::abs(found.at(1).toInt() - at.y()) <= size.height() / 1000 + 1);
        });
    }

    void everySpaceHasAName()
    {
        for (const CoordinateSpace space : {kPixels, kThousand, kUnit})
            QVERIFY(coordinateSpaceFrom(name(space)) == space);
        QVERIFY(!coordinateSpaceFrom(u"percent"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestCoordinates)
#include "tst_coordinates.moc"
