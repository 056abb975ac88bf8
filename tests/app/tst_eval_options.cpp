#include "app/options.h"

#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

Result<Invocation> readEval(const QStringList &arguments)
{
    return readInvocation(QStringList{u"pilothouse"_s, u"eval"_s} + arguments, {}, {});
}

} // namespace

class TestEvalOptions : public QObject
{
    Q_OBJECT
private slots:
    void readsWhatIsToBeDone()
    {
        const auto asked = readEval({u"suite"_s, u"--task"_s, u"a"_s, u"--task"_s, u"b"_s, u"-j"_s,
                                     u"3"_s, u"--output"_s, u"r.json"_s, u"--keep-sessions"_s});
        QVERIFY(asked.has_value());
        QCOMPARE(asked->command, Invocation::Command::Eval);
        QCOMPARE(asked->eval.folder, u"suite"_s);
        QCOMPARE(asked->eval.tasks, (QStringList{u"a"_s, u"b"_s}));
        QCOMPARE(asked->eval.parallel, 3);
        QCOMPARE(asked->eval.output, u"r.json"_s);
        QVERIFY(asked->eval.keepSessions);
        QVERIFY(!asked->eval.byScript);
    }

    void asksNobodyElseForTheTasksOwnSteps()
    {
        const auto asked = readInvocation({u"pilothouse"_s, u"eval"_s, u"suite"_s, u"--script"_s},
                                          {{u"ANTHROPIC_API_KEY"_s, u"sk-ant-something"_s}}, {});
        QVERIFY(asked.has_value());
        QVERIFY(asked->eval.byScript);
        QCOMPARE(asked->config.model.provider, Provider::Demo);
        QVERIFY(asked->config.model.apiKey.isEmpty());
    }

    void saysWhatIsMissingOrWrong_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");
        QTest::newRow("no folder") << QStringList() << u"eval needs the folder"_s;
        QTest::newRow("none at once") << QStringList{u"s"_s, u"-j"_s, u"0"_s} << u"--parallel"_s;
        QTest::newRow("no number") << QStringList{u"s"_s, u"-j"_s, u"x"_s} << u"\"x\""_s;
        QTest::newRow("two folders") << QStringList{u"s"_s, u"t"_s} << u"\"t\""_s;
    }
    void saysWhatIsMissingOrWrong()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, part);
        const auto asked = readEval(arguments);
        QVERIFY(!asked.has_value());
        QVERIFY2(asked.error().message.contains(part), qPrintable(asked.error().message));
    }
};

PILOTHOUSE_UNIT_TEST(TestEvalOptions)
#include "tst_eval_options.moc"
