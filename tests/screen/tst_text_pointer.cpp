#include "screen/settle/text_pointer.h"

#include "support/unit_test.h"

#include <QStringList>
#include <QTest>

#include <vector>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Drawn: "o" and "#" are opaque, "'" is a shadow.
bool isBeam(const QStringList &rows)
{
    std::vector<uint32_t> pixels;
    for (const QString &row : rows) {
        for (const QChar mark : row)
            pixels.push_back(mark == u'.' ? 0U : mark == u'\'' ? 0x50000000U : 0xffffffffU);
    }
    return isTextBeam(QSize(static_cast<int>(rows.first().size()), static_cast<int>(rows.size())),
                      pixels);
}

} // namespace

class TestTextPointer : public QObject
{
    Q_OBJECT
private slots:
    void tellsTheBeamOverTextFromOtherShapes_data()
    {
        QTest::addColumn<QStringList>("rows");
        QTest::addColumn<bool>("beam");
        // As Chromium draws it with Adwaita.
        QTest::newRow("Adwaita's beam")
            << QStringList{u".........."_s, u".ooooooo.."_s, u".o#####o'."_s, u".ooo#ooo'."_s,
                           u"..'o#o'''."_s, u"...o#o'..."_s, u"...o#o'..."_s, u"...o#o'..."_s,
                           u"...o#o'..."_s, u"...o#o'..."_s, u"...o#o'..."_s, u"...o#o'..."_s,
                           u"...o#o'..."_s, u"...o#o'..."_s, u".ooo#ooo.."_s, u".o#####o'."_s,
                           u".ooooooo'."_s, u"..'''''''."_s}
            << true;
        QTest::newRow("the server's own beam")
            << QStringList{u"ooo.ooo"_s, u"..o#o.."_s, u"...#..."_s, u"...#..."_s,
                           u"...#..."_s, u"...#..."_s, u"...#..."_s, u"...#..."_s,
                           u"...#..."_s, u"...#..."_s, u"..o#o.."_s, u"ooo.ooo"_s}
            << true;
        QTest::newRow("an arrow up and down")
            << QStringList{u"...#..."_s, u"..###.."_s, u".#####."_s, u"#######"_s, u"...#..."_s,
                           u"...#..."_s, u"...#..."_s, u"...#..."_s, u"...#..."_s, u"...#..."_s,
                           u"#######"_s, u".#####."_s, u"..###.."_s, u"...#..."_s}
            << false;
        QTest::newRow("an arrow") << QStringList{u"#........"_s, u"##......."_s, u"###......"_s,
                                                 u"####....."_s, u"#####...."_s, u"######..."_s,
                                                 u"#######.."_s, u"########."_s, u"####....."_s,
                                                 u"#..##...."_s, u"...##...."_s}
                                  << false;
        QTest::newRow("a cross") << QStringList{u".....#....."_s, u".....#....."_s,
                                                u".....#....."_s, u".....#....."_s,
                                                u".....#....."_s, u"###########"_s,
                                                u".....#....."_s, u".....#....."_s,
                                                u".....#....."_s, u".....#....."_s,
                                                u".....#....."_s}
                                 << false;
        QTest::newRow("a line") << QStringList(16, u"...#..."_s) << false;
        QTest::newRow("nothing") << QStringList(16, u"......."_s) << false;
    }
    void tellsTheBeamOverTextFromOtherShapes()
    {
        QFETCH(QStringList, rows);
        QFETCH(bool, beam);
        QCOMPARE(isBeam(rows), beam);
    }
};

PILOTHOUSE_UNIT_TEST(TestTextPointer)
#include "tst_text_pointer.moc"
