#include "desktop/sight/used_cells.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

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

/// More columns to the right of the rows that are there, until some are empty.
void widen(const CellReader &reader, SheetCells &read)
{
    const int height = static_cast<int>(read.rows.size());
    for (bool used = true; used && !reader.isLate();) {
        const int width = static_cast<int>(read.rows.first().size());
        if (qsizetype(width + kColumnsAtOnce) * height > kMostCells) {
            read.isCut = true;
            return;
        }
        const auto more = reader.block(QRect(width, 0, kColumnsAtOnce, height));
        used = false;
        for (int row = 0; row < height; ++row) {
            used = used || !std::ranges::all_of(more.at(row), isBlankCell);
            read.rows[row] << more.at(row);
        }
    }
}

void deepen(const CellReader &reader, SheetCells &read)
{
    const int width = static_cast<int>(read.rows.first().size());
    for (bool used = true; used && !reader.isLate();) {
        const int height = static_cast<int>(read.rows.size());
        if (qsizetype(height + kRowsAtOnce) * width > kMostCells) {
            read.isCut = true;
            return;
        }
        const auto more = reader.block(QRect(0, height, width, kRowsAtOnce));
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

SheetCells usedCells(const CellReader &reader)
{
    SheetCells read{.rows = reader.block(QRect(0, 0, kColumnsAtOnce, kRowsAtOnce))};
    widen(reader, read);
    deepen(reader, read);
    read.isCut = read.isCut || reader.isLate();
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
