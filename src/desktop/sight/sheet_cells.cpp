#include "desktop/sight/sheet_cells.h"

namespace pilothouse {

namespace {

constexpr int kSheet = 1'000'000; // cells

/// What the cells in so many columns and rows say, row by row.
QList<QStringList> readBlock(const AccessibilityBus &bus, const Accessible &sheet, QRect cells)
{
    const QStringList texts = bus.texts(bus.cells(sheet, cells));
    QList<QStringList> rows;
    for (qsizetype at = 0; at < texts.size(); at += cells.width())
        rows << texts.mid(at, cells.width());
    return rows;
}

} // namespace

bool isSheet(const AccessibilityBus &bus, const Accessible &table)
{
    return bus.childCounts({table}).first() > kSheet;
}

SheetCells cellsOf(const AccessibilityBus &bus, const Accessible &sheet)
{
    return usedCells({.block = [&](QRect cells) { return readBlock(bus, sheet, cells); },
                      .isLate = [&] { return bus.isLate(); }});
}

} // namespace pilothouse
