#include "app/eval/skill_task.h"

#include "support/unit_test.h"

#include <QDir>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kTask = R"({"program": "xterm", "needs": ["xterm"], "actions": ["type", "keys"],
"ask": "Write a line.", "files": [{"path": "a/b.txt", "content": ["one", "two"]},
{"path": "page.html", "from": "form.html"}], "setup": ["true", "false"], "steps": ["type x"],
"check": "test -e x", "max_steps": 7, "max_time": 90})";

QHash<QString, QByteArray> shared()
{
    return {{u"form.html"_s, "<form>"}};
}

void write(const QDir &folder, const QString &name, const QByteArray &content)
{
    QVERIFY(folder.mkpath(QFileInfo(folder.filePath(name)).path()));
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

} // namespace

class TestSkillTask : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatAFileHas()
    {
        const auto task = readSkillTask(u"a-line"_s, kTask, shared());
        QVERIFY(task.has_value());
        QCOMPARE(task->name, u"a-line"_s);
        QCOMPARE(task->program, u"xterm"_s);
        QCOMPARE(task->needs, QStringList{u"xterm"_s});
        QCOMPARE(task->actions, (QStringList{u"type"_s, u"keys"_s}));
        QCOMPARE(task->ask, u"Write a line."_s);
        QCOMPARE(task->files.at(0).path, u"a/b.txt"_s);
        QCOMPARE(task->files.at(0).content, "one\ntwo\n");
        QCOMPARE(task->files.at(1).content, "<form>");
        QCOMPARE(task->setup, u"true\nfalse"_s);
        QCOMPARE(task->steps, QStringList{u"type x"_s});
        QCOMPARE(task->check, u"test -e x"_s);
        QCOMPARE(task->maxSteps, 7);
        QCOMPARE(task->maxTime, std::chrono::seconds(90));
    }

    void hasAnotherDigestWhereItOrAFileOfItIsOtherwise()
    {
        const auto digest = [](const QByteArray &json, const QByteArray &form) {
            return readSkillTask(u"a"_s, json, {{u"form.html"_s, form}})->digest;
        };
        const QByteArray first = digest(kTask, "x");
        QCOMPARE(digest(kTask, "x"), first);
        QVERIFY(digest(kTask, "y") != first);
        QVERIFY(digest(QByteArray(kTask).replace("line", "word"), "x") != first);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *from, const char *to,
                            const QString &message) {
            QTest::newRow(name) << QByteArray(from) << QByteArray(to) << message;
        };
        row("no program", "\"program\": \"xterm\", ", "", u"\"program\" is missing."_s);
        row("an empty text", "\"Write a line.\"", "\" \"", u"\"ask\" must be text."_s);
        row("a text for a list", "[\"type x\"]", "\"type x\"",
            u"\"steps\" must be a list of texts."_s);
        row("no step", "[\"type x\"]", "[]", u"\"steps\" must be a list of texts."_s);
        row("a number in a list", "[\"true\", \"false\"]", "[1]",
            u"\"setup\" must be a list of texts."_s);
        row("too many steps", "\"max_steps\": 7", "\"max_steps\": 0",
            u"\"max_steps\" must be a number from 1 to 1000."_s);
        row("an unknown action", "\"keys\"", "\"dance\"",
            u"\"dance\" is none of type, keys, mouse, dialog, save, elements."_s);
        row("an unknown member", "\"check\"", "\"chekc\": 1, \"check\"",
            u"\"chekc\" is no member of a task."_s);
        row("a file without content", ", \"from\": \"form.html\"", "",
            u"a file has either \"content\" or \"from\"."_s);
        row("a file that is not shared", "form.html", "other.html",
            u"the suite has no file \"other.html\"."_s);
        row("files that are none", "[{\"path\": \"a/b.txt\"", "[1, {\"path\": \"a/b.txt\"",
            u"\"files\" must be a list of objects."_s);
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QVERIFY(kTask.contains(from));
        const auto task = readSkillTask(u"a"_s, QByteArray(kTask).replace(from, to), shared());
        QVERIFY(!task.has_value());
        QTEST(task.error().message, "message");
    }

    void readsASuiteByName()
    {
        const QTemporaryDir place;
        const QDir folder(place.path());
        write(folder, u"tasks/b.json"_s, kTask);
        write(folder, u"tasks/a.json"_s, kTask);
        write(folder, u"tasks/notes.txt"_s, "no task");
        write(folder, u"files/form.html"_s, "<form>");
        const auto suite = readSkillSuite(place.path());
        QVERIFY(suite.has_value());
        QCOMPARE(suite->size(), 2);
        QCOMPARE(suite->at(0).name, u"a"_s);
        QCOMPARE(chosen(*suite, {u"b"_s})->first().name, u"b"_s);
        QCOMPARE(chosen(*suite, {})->size(), 2);
        QCOMPARE(chosen(*suite, {u"b"_s, u"c"_s}).error().message,
                 u"The suite has no task \"c\"."_s);
    }

    void namesTheFileThatIsWrong()
    {
        const QTemporaryDir place;
        QVERIFY(readSkillSuite(place.path()).error().message.contains(u"no task"_s));
        write(QDir(place.path()), u"tasks/bad.json"_s, "{");
        QVERIFY(readSkillSuite(place.path()).error().message.contains(u"tasks/bad.json: "_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestSkillTask)
#include "tst_skill_task.moc"
