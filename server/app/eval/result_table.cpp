#include "app/eval/result_table.h"

#include "core/visible.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

using TableRow = QStringList;

/// The first column to the left, the others to the right.
QString aligned(const QList<TableRow> &rows)
{
    QList<qsizetype> widths(rows.first().size(), 0);
    for (const TableRow &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths.at(i), row.at(i).size());
    QString text;
    for (const TableRow &row : rows) {
        QString line = row.first().leftJustified(widths.first());
        for (qsizetype i = 1; i < row.size(); ++i)
            line += u"  "_s + row.at(i).rightJustified(widths.at(i));
        text += line.trimmed() + u'\n';
    }
    return text;
}

QString inDollars(double usd)
{
    return usd > 0 ? u'$' + QString::number(usd, 'f', 4) : u"-"_s;
}

QString inSeconds(qint64 ms)
{
    return QString::number(double(ms) / 1000, 'f', 1) + u" s"_s;
}

bool isTried(const TaskResult &result)
{
    return result.outcome == TaskOutcome::Passed || result.outcome == TaskOutcome::Failed;
}

/// By name of the task.
QList<TaskResult> of(const QList<TaskResult> &results, const QString &model)
{
    QList<TaskResult> found;
    for (const TaskResult &each : results)
        if (each.model == model)
            found << each;
    std::sort(found.begin(), found.end(),
              [](const TaskResult &a, const TaskResult &b) { return a.task < b.task; });
    return found;
}

struct Sums
{
    int passed = 0;
    int tried = 0;
    int others = 0; ///< skipped and broken ones
    int steps = 0;
    qint64 tokens = 0;
    double costUsd = 0;
    qint64 durationMs = 0;

    void add(const TaskResult &result)
    {
        passed += result.outcome == TaskOutcome::Passed ? 1 : 0;
        tried += isTried(result) ? 1 : 0;
        others += isTried(result) ? 0 : 1;
        steps += result.steps;
        tokens += result.usage.total();
        costUsd += result.costUsd;
        durationMs += result.durationMs;
    }
};

} // namespace

QString resultLine(const TaskResult &result)
{
    QString line = u"%1 %2"_s.arg(name(result.outcome), result.task);
    if (isTried(result))
        line += u" · %1 steps · %2 tokens · %3 · %4"_s.arg(
            QString::number(result.steps), QString::number(result.usage.total()),
            inDollars(result.costUsd), inSeconds(result.durationMs));
    if (!result.reason.isEmpty())
        line += u" · "_s + visibleLine(result.reason);
    return line;
}

QString taskTable(const QList<TaskResult> &results, const QString &model)
{
    QList<TableRow> rows{{u"Task"_s, u"Result"_s, u"Steps"_s, u"Tokens"_s, u"Cost"_s, u"Time"_s}};
    for (const TaskResult &each : of(results, model))
        rows << TableRow{each.task,
                         name(each.outcome),
                         QString::number(each.steps),
                         QString::number(each.usage.total()),
                         inDollars(each.costUsd),
                         inSeconds(each.durationMs)};
    return aligned(rows);
}

QString programTable(const QList<TaskResult> &results, const QString &model)
{
    QMap<QString, QHash<QString, Sums>> sums;
    for (const TaskResult &each : of(results, model))
        for (const QString &action : each.actions)
            sums[each.program][action].add(each);
    QList<TableRow> rows{TableRow{u"Program"_s} + skillActions()};
    for (auto program = sums.cbegin(); program != sums.cend(); ++program) {
        TableRow row{program.key()};
        for (const QString &action : skillActions()) {
            const Sums sum = program->value(action);
            row << (sum.tried > 0 ? u"%1/%2"_s.arg(sum.passed).arg(sum.tried) : u"-"_s);
        }
        rows << row;
    }
    return aligned(rows);
}

QString modelTable(const QList<TaskResult> &results)
{
    QMap<QString, Sums> sums;
    for (const TaskResult &each : results)
        sums[each.model].add(each);
    QList<TableRow> rows{
        {u"Model"_s, u"Passed"_s, u"Not tried"_s, u"Steps"_s, u"Tokens"_s, u"Cost"_s, u"Time"_s}};
    for (auto model = sums.cbegin(); model != sums.cend(); ++model)
        rows << TableRow{model.key(),
                         u"%1/%2"_s.arg(model->passed).arg(model->tried),
                         QString::number(model->others),
                         QString::number(model->steps),
                         QString::number(model->tokens),
                         inDollars(model->costUsd),
                         inSeconds(model->durationMs)};
    return aligned(rows);
}

} // namespace pilothouse
