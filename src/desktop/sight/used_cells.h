#pragma once

#include <QList>
#include <QRect>
#include <QStringList>

#include <functional>

namespace pilothouse {

/// The used part of a sheet.
struct SheetCells
{
    QList<QStringList> rows = {}; ///< what the cells say, from A1 on; all rows are as long
    bool isCut = false;           ///< there is more
};

/// How a sheet is read.
struct CellReader
{
    /// What the cells in those columns and rows say, row by row: all of them, empty or not.
    std::function<QList<QStringList>(QRect)> block;
    std::function<bool()> isLate; ///< it is time to end
};

/// Reads a sheet from A1 on, until columns and rows are empty: what lies behind a gap of 10
/// columns, or of 30 rows, is not found, for nobody tells what is used. Pure.
SheetCells usedCells(const CellReader &reader);

/// Those cells as a table in Markdown, a line each, with the names of columns and rows: so that
/// whoever reads them can tell where a cell is.
QStringList asTable(const QList<QStringList> &rows);

} // namespace pilothouse
