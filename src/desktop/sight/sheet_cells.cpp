#include "desktop/sight/sheet_cells.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kSheet = 1'000'000;  // cells
constexpr int kColumnsAtOnce = 10; // that are read at once
constexpr int kRowsAtOnce = 30;
constexpr qsizetype kMostCells = 4000;

bool isBlankCell(const QString &text)
{
    return text.isEmpty();
}

bool isEmptyColumn(const QList<QStringList> &rows, qsizetype column)
{
    return std::ranges::all_of(
        rows, [column](const QStringList &row) { return isBlankCell(row.at(column)); });
}

/// What the cells in so many columns and rows say, row by row.
QList<QStringList> readBlock(const AccessibilityBus &bus, const Accessible &sheet, QRect cells)
{
    const QStringList texts = bus.texts(bus.cells(sheet, cells));
    QList<QStringList> rows;
    for (qsizetype at = 0; at < texts.size(); at += cells.width())
        rows << texts.mid(at, cells.width());
    return rows;
}

/// More columns to the right of the rows that are there, until some are empty.
void widen(const AccessibilityBus &bus, const Accessible &sheet, SheetCells &read)
{
    const int height = static_cast<int>(read.rows.size());
    for (bool used = true; used && !bus.isLate();) {
        const int width = static_cast<int>(read.rows.first().size());
        if (qsizetype(width + kColumnsAtOnce) * height > kMostCells) {
            read.isCut = true;
            return;
        }
        const auto more = readBlock(bus, sheet, QRect(width, 0, kColumnsAtOnce, height));
        used = false;
        for (int row = 0; row < height; ++row) {
            used = used || !std::ranges::all_of(more.at(row), isBlankCell);
            read.rows[row] << more.at(row);
        }
    }
}

void deepen(const AccessibilityBus &bus, const Accessible &sheet, SheetCells &read)
{
    const int width = static_cast<int>(read.rows.first().size());
    for (bool used = true; used && !bus.isLate();) {
        const int height = static_cast<int>(read.rows.size());
        if (qsizetype(height + kRowsAtOnce) * width > kMostCells) {
            read.isCut = true;
            return;
        }
        const auto more = readBlock(bus, sheet, QRect(0, height, width, kRowsAtOnce));
        used = !std::ranges::all_of(
            more, [](const QStringList &row) { return std::ranges::all_of(row, isBlankCell); });
        read.rows << more;
    }
}

void cutEmptyEdges(QList<QStringList> &rows)
{
    while (!rows.isEmpty() && std::ranges::all_of(rows.last(), isBlankCell))
        rows.removeLast();
    while (!rows.isEmpty() && isEmptyColumn(rows, rows.first().size() - 1))
        for (QStringList &row : rows)
            row.removeLast();
}

/// 0 is "A", 26 is "AA".
QString columnName(qsizetype column)
{
    QString name;
    for (qsizetype left = column + 1; left > 0; left = (left - 1) / 26)
        name.prepend(QChar(u'A' + ushort((left - 1) % 26)));
    return name;
}

QString inCell(QString text)
{
    return text.simplified().replace(u'|', u"\\|"_s);
}

} // namespace

bool isSheet(const AccessibilityBus &bus, const Accessible &table)
{
    return bus.childCounts({table}).first() > kSheet;
}

SheetCells cellsOf(const AccessibilityBus &bus, const Accessible &sheet)
{
    SheetCells read{.rows = readBlock(bus, sheet, QRect(0, 0, kColumnsAtOnce, kRowsAtOnce))};
    widen(bus, sheet, read);
    deepen(bus, sheet, read);
    read.isCut = read.isCut || bus.isLate();
    cutEmptyEdges(read.rows);
    return read;
}

QStringList asTable(const QList<QStringList> &rows)
{
    if (rows.isEmpty())
        return {};
    QString names = u"|"_s;
    QString rule = u"|---"_s;
    for (qsizetype column = 0; column < rows.first().size(); ++column) {
        names += u" | "_s + columnName(column);
        rule += u"|---"_s;
    }
    QStringList lines{names + u" |"_s, rule + u'|'};
    for (qsizetype row = 0; row < rows.size(); ++row) {
        QString line = u"| "_s + QString::number(row + 1);
        for (const QString &cell : rows.at(row))
            line += u" | "_s + inCell(cell);
        lines << line + u" |"_s;
    }
    return lines;
}

} // namespace pilothouse
