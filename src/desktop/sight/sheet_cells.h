#pragma once

#include "desktop/sight/accessibility_bus.h"

namespace pilothouse {

/// The used part of a sheet.
struct SheetCells
{
    QList<QStringList> rows = {}; ///< what the cells say, from A1 on; all rows are as long
    bool isCut = false;           ///< there is more
};

/// Whether it is the table of a sheet: one with more cells than anybody can ask for.
bool isSheet(const AccessibilityBus &bus, const Accessible &table);

/// Reads it from A1 on, until columns and rows are empty: what lies behind a gap of 10 columns, or
/// of 30 rows, is not found, for nobody tells what is used.
SheetCells cellsOf(const AccessibilityBus &bus, const Accessible &sheet);

/// Those cells as a table in Markdown, a line each, with the names of columns and rows: so that
/// whoever reads them can tell where a cell is.
QStringList asTable(const QList<QStringList> &rows);

} // namespace pilothouse
