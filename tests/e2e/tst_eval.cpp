#include "pilothouse_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

/// The real binary with the suite that we ship; the whole of it runs in tests/skill.
class TestEval : public QObject
{
    Q_OBJECT
private slots:
    void doesTasksAndGoesOnWhereItWasEnded()
    {
        PilothouseProcess pilothouse;
        const QString file = pilothouse.folder() + u"/r.json"_s;
        const QStringList one{u"eval"_s, suite(),     u"--script"_s,        u"--output"_s,
                              file,      u"--task"_s, u"xterm-write-line"_s};
        QVERIFY2(pilothouse.run(one) == 0, pilothouse.output().constData());
        QVERIFY(pilothouse.output().contains("passed xterm-write-line"));

        const QStringList both =
            one + QStringList{u"--task"_s, u"mousepad-add-line"_s, u"-j"_s, u"2"_s};
        QVERIFY2(pilothouse.run(both) == 0, pilothouse.output().constData());
        QVERIFY(pilothouse.output().contains("2 tasks, 1 of them done before"));
        QVERIFY(pilothouse.output().contains("passed mousepad-add-line"));
        const QJsonArray results = read(file).value(u"results"_s).toArray();
        QCOMPARE(results.size(), 2);
        for (const QJsonValue &each : results) {
            QCOMPARE(each.toObject().value(u"model"_s), u"script"_s);
            QVERIFY(each.toObject().value(u"steps"_s).toInt() > 1);
            QVERIFY(each.toObject().value(u"tokens"_s).toInt() > 1000);
        }
        QTRY_VERIFY(pilothouse.leftovers().isEmpty());
    }

    void saysWhatFailedAndWhy()
    {
        PilothouseProcess pilothouse;
        const QString tasks = pilothouse.folder() + u"/suite/tasks/"_s;
        const auto write = [&tasks](const QString &name, const QByteArray &needs,
                                    const QByteArray &check) {
            QVERIFY(QDir().mkpath(tasks));
            QFile file(tasks + name + u".json"_s);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("{\"program\": \"bash\", \"needs\": [\"" + needs +
                       "\"], \"actions\": [\"type\"], \"ask\": \"Go.\", "
                       "\"steps\": [\"run true\"], \"check\": \"" +
                       check + "\"}");
        };
        write(u"undone"_s, "bash", "echo nothing was done; exit 1");
        write(u"easy"_s, "bash", "true");
        write(u"absent"_s, "no-such-program", "true");
        const QString suite = pilothouse.folder() + u"/suite"_s;
        QCOMPARE(pilothouse.run({u"eval"_s, suite, u"--script"_s}), 1);
        QVERIFY(pilothouse.output().contains("failed undone"));
        QVERIFY(pilothouse.output().contains("nothing was done\n"));
        QVERIFY(pilothouse.output().contains("broken easy · The check passes although"));
        QVERIFY(pilothouse.output().contains("skipped absent · no-such-program is not installed"));
        QCOMPARE(pilothouse.run({u"eval"_s, suite, u"--task"_s, u"nowhere"_s}), 2);
        QVERIFY(pilothouse.errors().contains("nowhere"));
    }

    void endsCleanlyOnCtrlC()
    {
        PilothouseProcess pilothouse;
        pilothouse.start({u"eval"_s, suite(), u"--script"_s, u"--task"_s, u"mousepad-add-line"_s});
        QVERIFY(pilothouse.waitForOutput("1 tasks"));
        pilothouse.interrupt();
        QCOMPARE(pilothouse.wait(), 130);
        QVERIFY(!pilothouse.output().contains("passed"));
        QTRY_VERIFY(pilothouse.leftovers().isEmpty());
    }

private:
    static QString suite() { return QStringLiteral(SKILL_SUITE); }
    static QJsonObject read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                              : QJsonObject();
    }
};

QTEST_GUILESS_MAIN(TestEval)
#include "tst_eval.moc"
