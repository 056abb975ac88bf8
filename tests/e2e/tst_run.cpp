#include "pilothouse_process.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

QStringList types(const QList<QJsonObject> &events)
{
    QStringList names;
    for (const QJsonObject &event : events)
        names.append(event.value(u"type"_s).toString());
    return names;
}

/// The first event of a type, for its content.
QJsonObject content(const QList<QJsonObject> &events, const QString &type)
{
    for (const QJsonObject &event : events)
        if (event.value(u"type"_s) == type)
            return event.value(u"content"_s).toObject();
    return {};
}

} // namespace

class TestRun : public QObject
{
    Q_OBJECT
private slots:
    void doesTheTourOnARealDesktop()
    {
        PilothouseProcess pilothouse;
        const int code = pilothouse.run({u"run"_s, u"--json"_s, u"Show me what you can do"_s});
        QVERIFY2(code == 0,
                 QByteArray(pilothouse.errors() + pilothouse.output().right(2000)).constData());
        const auto events = pilothouse.events();
        const QStringList seen = types(events);
        for (const auto &type : {u"user"_s, u"text"_s, u"tool_use"_s, u"tool_started"_s,
                                 u"tool_result"_s, u"usage"_s, u"completed"_s})
            QVERIFY2(seen.contains(type), qPrintable(type));
        for (const QJsonObject &event : events)
            if (event.value(u"type"_s) == u"tool_result"_s)
                QVERIFY2(!event.value(u"content"_s).toObject().value(u"is_error"_s).toBool(),
                         qPrintable(QString::fromUtf8(QJsonDocument(event).toJson())));
        QTRY_VERIFY(pilothouse.leftovers().isEmpty());
    }

    void numbersEveryEventWithoutAGap()
    {
        PilothouseProcess pilothouse;
        QCOMPARE(pilothouse.run({u"run"_s, u"--json"_s, u"screenshot"_s}), 0);
        const auto events = pilothouse.events();
        for (qsizetype i = 0; i < events.size(); ++i)
            QCOMPARE(events.at(i).value(u"seq"_s).toInteger(), i + 1);
        const QJsonObject result = content(events, u"tool_result"_s);
        const QJsonObject image = result.value(u"images"_s).toArray().first().toObject();
        QCOMPARE(image.value(u"width"_s).toInt(), 1280);
        QCOMPARE(image.value(u"height"_s).toInt(), 800);
    }

    void worksWithEveryDialect_data()
    {
        QTest::addColumn<QString>("dialect");
        QTest::addColumn<QString>("model"); // the demo model is as strict as the API
        const auto row = [](const QString &dialect, const QString &model) {
            QTest::newRow(qPrintable(dialect)) << dialect << model;
        };
        row(u"computer_toolset_20260801"_s, u"claude-opus-5-5"_s);
        row(u"computer_20251124"_s, u"claude-opus-4-8"_s);
        row(u"computer_20250124"_s, u"claude-sonnet-4-5"_s);
        row(u"custom"_s, u"claude-opus-5-5"_s);
    }
    void worksWithEveryDialect()
    {
        QFETCH(QString, dialect);
        QFETCH(QString, model);
        PilothouseProcess pilothouse;
        const QString task = u"screenshot\nclick 640 400\nrun echo made-by-bash > note.txt\n"
                             "read /home/user/note.txt"_s;
        const int code = pilothouse.run(
            {u"run"_s, u"--json"_s, u"--tool-dialect"_s, dialect, u"--model"_s, model, task});
        QVERIFY2(code == 0,
                 QByteArray(pilothouse.errors() + pilothouse.output().right(2000)).constData());
        QVERIFY(pilothouse.output().contains("made-by-bash"));
    }

    void worksWithoutBubblewrapWhereItMust()
    {
        if (::geteuid() != 0)
            QSKIP("only root can make users");
        PilothouseProcess pilothouse;
        const QString task = u"run echo made > note.txt; cat note.txt\nscreenshot"_s;
        const int code = pilothouse.run({u"run"_s, u"--sandbox"_s, u"user"_s, task});
        QVERIFY2(code == 0, QByteArray(pilothouse.errors() + pilothouse.output()).constData());
        QVERIFY(pilothouse.output().contains("made"));
        QTRY_VERIFY(pilothouse.leftovers().isEmpty());
    }

    void pausesAtTheBudgetWithItsOwnExitCode()
    {
        PilothouseProcess pilothouse;
        QCOMPARE(pilothouse.run({u"run"_s, u"--max-steps"_s, u"1"_s, u"screenshot"_s}), 3);
        QVERIFY2(pilothouse.output().contains("limit of steps (1)"),
                 pilothouse.output().constData());
        QVERIFY2(pilothouse.output().contains("(--max-steps)"), pilothouse.output().constData());
    }

    void endsCleanlyOnCtrlC()
    {
        PilothouseProcess pilothouse;
        pilothouse.start({u"run"_s, u"--json"_s, u"wait 60"_s});
        QVERIFY2(pilothouse.waitForOutput("tool_started"), pilothouse.errors().constData());
        pilothouse.interrupt();
        QCOMPARE(pilothouse.wait(), 130);
        const auto events = pilothouse.events();
        QVERIFY(types(events).contains(u"tool_result"_s));
        QVERIFY(content(events, u"tool_result"_s).value(u"is_error"_s).toBool());
        QTRY_VERIFY(pilothouse.leftovers().isEmpty());
    }

    void reachesTheHomeWhateverTheUmask_data()
    {
        QTest::addColumn<QString>("sandbox");
        QTest::newRow("what is best here") << u"auto"_s;
        QTest::newRow("a user") << u"user"_s;
    }
    void reachesTheHomeWhateverTheUmask()
    {
        QFETCH(QString, sandbox);
        if (sandbox == u"user"_s && ::geteuid() != 0)
            QSKIP("needs root");
        PilothouseProcess pilothouse;
        pilothouse.umask = 077;
        const int code = pilothouse.run({u"run"_s, u"--json"_s, u"--sandbox"_s, sandbox,
                                         u"run cd ~ && echo here > note && cat note"_s});
        QVERIFY2(code == 0, pilothouse.errors().constData());
        const QJsonObject result = content(pilothouse.events(), u"tool_result"_s);
        QVERIFY2(result.value(u"output"_s).toString().contains(u"here"_s),
                 pilothouse.output().constData());
    }

    void goesOnAfterItWasKilled()
    {
        PilothouseProcess pilothouse;
        pilothouse.start({u"run"_s, u"--json"_s, u"wait 60"_s});
        QVERIFY2(pilothouse.waitForOutput("tool_started"), pilothouse.errors().constData());
        pilothouse.kill();
        pilothouse.wait();
        const auto told = pilothouse.events();
        const QString session = told.constFirst().value(u"session_id"_s).toString();
        QTRY_VERIFY2(pilothouse.leftovers().isEmpty(),
                     qPrintable(pilothouse.leftovers().join(u'\n')));

        const int code =
            pilothouse.run({u"run"_s, u"--json"_s, u"--session"_s, session, u"say back again"_s});
        QVERIFY2(code == 0, pilothouse.errors().constData());
        const auto events = pilothouse.events();
        QVERIFY(events.constFirst().value(u"seq"_s).toInteger() >
                told.constLast().value(u"seq"_s).toInteger());
        QVERIFY(pilothouse.output().contains("back again"));
    }

    void deniesWhereNobodyCanAnswer()
    {
        PilothouseProcess pilothouse;
        pilothouse.run({u"run"_s, u"--json"_s, u"--approval"_s, u"all"_s, u"run touch made.txt"_s});
        const auto events = pilothouse.events();
        QVERIFY(types(events).contains(u"approval_request"_s));
        QCOMPARE(content(events, u"approval_decision"_s).value(u"decision"_s), u"deny"_s);
        QVERIFY(content(events, u"tool_result"_s).value(u"is_error"_s).toBool());
    }

    void writesDownWhatWasDoneAtTheTerminalAndByNobody()
    {
        PilothouseProcess pilothouse;
        QCOMPARE(pilothouse.run({u"run"_s, u"--approval"_s, u"all"_s, u"run ls"_s}), 0);
        QCOMPARE(pilothouse.run({u"audit"_s, u"--json"_s}), 0);
        QStringList rows;
        for (const QJsonObject &entry : pilothouse.events())
            rows.append(entry.value(u"actor"_s).toString() + u' ' +
                        entry.value(u"action"_s).toString());
        const QStringList expected{u"terminal session_created"_s, u"terminal message_sent"_s,
                                   u"policy approval_decided"_s};
        QCOMPARE(rows, expected);
    }

    void namesTheBadOptionInOneLine()
    {
        PilothouseProcess pilothouse;
        QCOMPARE(pilothouse.run({u"run"_s, u"--colour"_s, u"x"_s}), 2);
        QVERIFY(pilothouse.errors().contains("colour"));
        QCOMPARE(pilothouse.errors().count('\n'), 1);
    }

    void saysWhatIsWrongWithTheDatabase()
    {
        PilothouseProcess pilothouse;
        QFile file(pilothouse.folder() + u"/db.sqlite3"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no database, and must stay as it is");
        file.close();
        QCOMPARE(pilothouse.run({u"run"_s, u"x"_s}), 1);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith("this is no database"));
        QVERIFY(pilothouse.errors().contains("database"));
    }

    void findsEverythingInPlace()
    {
        PilothouseProcess pilothouse;
        const int code = pilothouse.run({u"doctor"_s});
        QVERIFY2(code == 0, pilothouse.output().constData());
        QVERIFY(pilothouse.output().contains("usable"));
    }
};

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
