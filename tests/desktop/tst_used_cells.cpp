#include "desktop/sight/used_cells.h"

#include "support/unit_test.h"

#include <QHash>
#include <QPoint>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// A sheet without an end: what is in it, by column and row from 0 on.
class Sheet
{
public:
    explicit Sheet(QHash<QPoint, QString> cells) : m_cells(std::move(cells)) {}

    /// As one that has so many blocks read until it is late; 0: never.
    SheetCells read(int lateAfter = 0)
    {
        m_blocks = 0;
        return usedCells(
            {.block = [this](QRect cells) { return block(cells); },
             .isLate = [this, lateAfter] { return lateAfter > 0 && m_blocks >= lateAfter; }});
    }
    int blocks() const { return m_blocks; }

private:
    QList<QStringList> block(QRect cells)
    {
        ++m_blocks;
        QList<QStringList> rows;
        for (int y = cells.top(); y <= cells.bottom(); ++y) {
            QStringList row;
            for (int x = cells.left(); x <= cells.right(); ++x)
                row << m_cells.value(QPoint(x, y));
            rows << row;
        }
        return rows;
    }

    QHash<QPoint, QString> m_cells;
    int m_blocks = 0;
};

} // namespace

/// What read_page tells of a sheet.
class TestUsedCells : public QObject
{
    Q_OBJECT
private slots:
    void cutsWhatIsEmptyAroundThem()
    {
        Sheet sheet({{{0, 0}, u"Name"_s}, {{1, 0}, u"Sum"_s}, {{1, 2}, u"42"_s}});
        const SheetCells seen = sheet.read();
        QCOMPARE(seen.rows,
                 (QList<QStringList>{{u"Name"_s, u"Sum"_s}, QStringList(2), {QString(), u"42"_s}}));
        QVERIFY(!seen.isCut);
        QCOMPARE(sheet.blocks(), 3); // the first, and empty ones to the right and below
    }

    void tellsNothingOfAnEmptySheet()
    {
        const SheetCells seen = Sheet({}).read();
        QVERIFY(seen.rows.isEmpty() && !seen.isCut);
        QVERIFY(asTable(seen.rows).isEmpty());
    }

    void findsWhatIsFartherThanOneBlock()
    {
        Sheet sheet({{{0, 0}, u"first"_s}, {{14, 3}, u"right"_s}, {{12, 44}, u"low"_s}});
        const SheetCells seen = sheet.read();
        QCOMPARE(seen.rows.size(), 45);
        QCOMPARE(seen.rows.first().size(), 15);
        QCOMPARE(seen.rows.at(3).at(14), u"right"_s);
        QCOMPARE(seen.rows.at(44).at(12), u"low"_s);
    }

    void doesNotLookBehindAGap()
    {
        Sheet sheet({{{0, 0}, u"first"_s}, {{25, 0}, u"far"_s}, {{0, 70}, u"deep"_s}});
        QCOMPARE(sheet.read().rows, (QList<QStringList>{{u"first"_s}}));
    }

    void saysWhereItIsCut()
    {
        QHash<QPoint, QString> cells;
        for (int row = 0; row < 1000; ++row)
            cells.insert({0, row}, QString::number(row));
        const SheetCells seen = Sheet(cells).read();
        QVERIFY(seen.isCut);
        // Twenty columns wide, of which nineteen are empty.
        QCOMPARE(seen.rows.size(), 180);
        QCOMPARE(seen.rows.last(), QStringList{u"179"_s});

        const SheetCells wide = Sheet({{{0, 0}, u"a"_s}, {{14, 0}, u"b"_s}}).read(1);
        QVERIFY(wide.isCut); // it was late
        QCOMPARE(wide.rows, (QList<QStringList>{{u"a"_s}}));
    }

    void writesThemWithTheNamesOfColumnsAndRows()
    {
        QCOMPARE(asTable({{u"Name"_s, u"a|b"_s}, {QString(), u" two\nlines "_s}}),
                 (QStringList{u"| | A | B |"_s, u"|---|---|---|"_s, u"| 1 | Name | a\\|b |"_s,
                              u"| 2 |  | two lines |"_s}));
        QList<QStringList> wide{QStringList(28, u"x"_s)};
        QVERIFY(asTable(wide).first().endsWith(u"| Y | Z | AA | AB |"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestUsedCells)
#include "tst_used_cells.moc"
