#include "app/eval/result_file.h"

#include "core/utc.h"
#include "support/unit_test.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

SkillTask task(const QString &name, const QByteArray &digest = "d1")
{
    SkillTask made;
    made.name = name;
    made.program = u"xterm"_s;
    made.actions = QStringList{u"type"_s};
    made.digest = digest;
    return made;
}

TaskResult result(const SkillTask &of, TaskOutcome outcome, const QString &model = u"m1"_s)
{
    TaskResult made = emptyResult(of, model);
    made.outcome = outcome;
    made.reason = u"so it is"_s;
    made.steps = 4;
    made.usage = {.input = 10, .output = 5};
    made.costUsd = 0.25;
    made.durationMs = 1500;
    made.at = QDateTime(QDate(2026, 11, 29), QTime(21, 0), kUtc);
    return made;
}

QStringList names(const QList<SkillTask> &tasks)
{
    QStringList found;
    for (const SkillTask &each : tasks)
        found << each.name;
    return found;
}

} // namespace

class TestResultFile : public QObject
{
    Q_OBJECT
private slots:
    void keepsWhatWasAdded()
    {
        auto results = ResultFile::open(m_path);
        QVERIFY(results.has_value());
        const TaskResult kept = result(task(u"a"_s), TaskOutcome::Failed);
        QVERIFY(results->add(kept).has_value());
        const auto again = ResultFile::open(m_path);
        QVERIFY(again.has_value());
        QCOMPARE(again->results().size(), 1);
        QCOMPARE(toJson(again->results().first()), toJson(kept));
        QCOMPARE(toJson(kept).value(u"tokens"_s).toInt(), 15);
    }

    void leavesOutWhatTheSameModelHasFinished_data()
    {
        QTest::addColumn<TaskOutcome>("outcome");
        QTest::addColumn<QByteArray>("digest");
        QTest::addColumn<QString>("model");
        QTest::addColumn<QStringList>("left");
        const QStringList both{u"a"_s, u"b"_s};
        const QStringList other{u"b"_s};
        QTest::newRow("passed") << TaskOutcome::Passed << QByteArray("d1") << u"m1"_s << other;
        QTest::newRow("failed") << TaskOutcome::Failed << QByteArray("d1") << u"m1"_s << other;
        QTest::newRow("skipped") << TaskOutcome::Skipped << QByteArray("d1") << u"m1"_s << both;
        QTest::newRow("broken") << TaskOutcome::Broken << QByteArray("d1") << u"m1"_s << both;
        QTest::newRow("changed since")
            << TaskOutcome::Passed << QByteArray("d0") << u"m1"_s << both;
        QTest::newRow("by another") << TaskOutcome::Passed << QByteArray("d1") << u"m2"_s << both;
    }
    void leavesOutWhatTheSameModelHasFinished()
    {
        QFETCH(TaskOutcome, outcome);
        QFETCH(QByteArray, digest);
        QFETCH(QString, model);
        auto results = ResultFile::open(QString());
        QVERIFY(results->add(result(task(u"a"_s, digest), outcome, model)).has_value());
        QTEST(names(results->unfinished({task(u"a"_s), task(u"b"_s)}, u"m1"_s)), "left");
    }

    void keepsOneResultOfATaskByModel()
    {
        auto results = ResultFile::open(QString());
        for (const auto outcome : {TaskOutcome::Broken, TaskOutcome::Passed})
            QVERIFY(results->add(result(task(u"a"_s), outcome)).has_value());
        QVERIFY(results->add(result(task(u"a"_s), TaskOutcome::Failed, u"m2"_s)).has_value());
        QCOMPARE(results->results().size(), 2);
        QCOMPARE(results->results().first().outcome, TaskOutcome::Passed);
    }

    void leavesAFileThatIsNoneOfItsOwnAsItIs_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("no JSON") << QByteArray("notes");
        QTest::newRow("something else") << QByteArray("{\"a\": 1}");
        QTest::newRow("a result without a task") << QByteArray("{\"results\": [{}]}");
    }
    void leavesAFileThatIsNoneOfItsOwnAsItIs()
    {
        QFETCH(QByteArray, content);
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(content);
        file.close();
        QCOMPARE(ResultFile::open(m_path).error().code, Errc::Corrupt);
    }

    void saysThatItCannotBeWritten()
    {
        auto results = ResultFile::open(m_folder.filePath(u"none/r.json"_s));
        QVERIFY(results.has_value());
        QCOMPARE(results->add(result(task(u"a"_s), TaskOutcome::Passed)).error().code, Errc::Io);
    }

private:
    const QTemporaryDir m_folder;
    const QString m_path = m_folder.filePath(u"r.json"_s);
};

PILOTHOUSE_UNIT_TEST(TestResultFile)
#include "tst_result_file.moc"
