#include "app/eval/result_table.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

TaskResult result(const QString &task, const QString &program, const QStringList &actions,
                  TaskOutcome outcome)
{
    TaskResult made{.task = task, .program = program, .actions = actions, .model = u"m1"_s};
    made.outcome = outcome;
    made.steps = 3;
    made.usage = {.input = 1000, .output = 200};
    made.costUsd = 0.5;
    made.durationMs = 12'340;
    return made;
}

QList<TaskResult> results()
{
    QList<TaskResult> all{
        result(u"b-second"_s, u"xterm"_s, {u"type"_s, u"keys"_s}, TaskOutcome::Failed),
        result(u"a"_s, u"xterm"_s, {u"type"_s}, TaskOutcome::Passed),
        result(u"c"_s, u"GIMP"_s, {u"mouse"_s}, TaskOutcome::Skipped)};
    all << all.at(1);
    all.last().model = u"other"_s;
    all.last().costUsd = 0;
    return all;
}

} // namespace

class TestResultTable : public QObject
{
    Q_OBJECT
private slots:
    void tellsWhatEachTaskTook()
    {
        QCOMPARE(taskTable(results(), u"m1"_s),
                 u"Task       Result  Steps  Tokens     Cost    Time\n"
                 "a          passed      3    1200  $0.5000  12.3 s\n"
                 "b-second   failed      3    1200  $0.5000  12.3 s\n"
                 "c         skipped      3    1200  $0.5000  12.3 s\n"_s);
    }

    void countsByProgramAndAction()
    {
        QCOMPARE(programTable(results(), u"m1"_s),
                 u"Program  type  keys  mouse  dialog  save  elements\n"
                 "GIMP        -     -      -       -     -         -\n"
                 "xterm     1/2   0/1      -       -     -         -\n"_s);
    }

    void comparesModels()
    {
        QCOMPARE(modelTable(results()),
                 u"Model  Passed  Not tried  Steps  Tokens     Cost    Time\n"
                 "m1        1/2          1      9    3600  $1.5000  37.0 s\n"
                 "other     1/1          0      3    1200        -  12.3 s\n"_s);
    }

    void tellsAResultInALine()
    {
        TaskResult one = results().first();
        one.reason = u"no\nfile"_s;
        QCOMPARE(resultLine(one), u"failed b-second · 3 steps · 1200 tokens · $0.5000 · 12.3 s · "
                                  "no«U+000A»file"_s);
        one.outcome = TaskOutcome::Skipped;
        one.reason = u"gimp is not installed"_s;
        QCOMPARE(resultLine(one), u"skipped b-second · gimp is not installed"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestResultTable)
#include "tst_result_table.moc"
