#include "app/options.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

using Values = QHash<QString, QString>;

Result<Invocation> read(QStringList arguments, const Values &environment = {},
                        const Values &dotenv = {})
{
    arguments.prepend(u"pilothouse"_s);
    return readInvocation(arguments, environment, dotenv);
}

} // namespace

class TestOptions : public QObject
{
    Q_OBJECT
private slots:
    void takesFlagBeforeEnvironmentBeforeDotenvBeforeDefault()
    {
        const QString key = u"PILOTHOUSE_MAX_STEPS"_s;
        const QStringList run{u"run"_s, u"x"_s};
        const auto steps = [](const Result<Invocation> &read) {
            return read->config.agent.budget.maxSteps;
        };
        QCOMPARE(steps(read(run)), BudgetConfig().maxSteps);
        QCOMPARE(steps(read(run, {}, {{key, u"1"_s}})), 1);
        QCOMPARE(steps(read(run, {{key, u"2"_s}}, {{key, u"1"_s}})), 2);
        QCOMPARE(steps(read(run + QStringList{u"--max-steps"_s, u"3"_s}, {{key, u"2"_s}})), 3);
    }

    void readsEveryKindOfSetting()
    {
        const auto got = read({u"run"_s, u"open terminal"_s, u"--width"_s, u"1024"_s, u"--height"_s,
                               u"768"_s, u"--approval"_s, u"sensitive"_s, u"--sandbox"_s, u"user"_s,
                               u"--no-network"_s, u"--json"_s, u"--max-cost-usd"_s, u"0.5"_s,
                               u"--credential"_s, u"bearer"_s, u"--max-time"_s, u"90"_s});
        QVERIFY2(got, got ? "" : qPrintable(got.error().message));
        QCOMPARE(got->command, Invocation::Command::Run);
        QCOMPARE(got->task, u"open terminal"_s);
        QVERIFY(got->json);
        QCOMPARE(got->config.desktop.size, QSize(1024, 768));
        QCOMPARE(got->config.desktop.sandbox, SandboxMode::User);
        QVERIFY(!got->config.desktop.network);
        QCOMPARE(got->config.agent.approval, ApprovalPolicy::Sensitive);
        QCOMPARE(got->config.agent.budget.maxCostUsd, 0.5);
        QCOMPARE(got->config.agent.budget.maxTime, std::chrono::seconds(90));
        QCOMPARE(got->config.model.credential, CredentialStyle::Bearer);
    }

    void refusesWhatItDoesNotUnderstandAndNamesIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("named");
        const auto row = [](const char *name, const QStringList &arguments, const QString &named) {
            QTest::newRow(name) << arguments << named;
        };
        row("unknown flag", {u"run"_s, u"x"_s, u"--colour"_s}, u"colour"_s);
        row("unknown command", {u"dance"_s}, u"dance"_s);
        row("no task", {u"run"_s}, u"task"_s);
        row("blank task", {u"run"_s, u" "_s}, u"task"_s);
        row("task without quotes", {u"run"_s, u"open"_s, u"terminal"_s}, u"terminal"_s);
        row("no number", {u"run"_s, u"x"_s, u"--max-steps"_s, u"many"_s}, u"--max-steps"_s);
        row("negative", {u"run"_s, u"x"_s, u"--max-steps=-1"_s}, u"--max-steps"_s);
        row("fraction of a step", {u"run"_s, u"x"_s, u"--max-steps"_s, u"1.5"_s}, u"--max-steps"_s);
        row("not a number at all", {u"run"_s, u"x"_s, u"--max-cost-usd"_s, u"nan"_s},
            u"--max-cost-usd"_s);
        row("tiny screen", {u"run"_s, u"x"_s, u"--width"_s, u"1"_s}, u"--width"_s);
        row("no such policy", {u"run"_s, u"x"_s, u"--approval"_s, u"maybe"_s}, u"--approval"_s);
        row("no such sandbox", {u"run"_s, u"x"_s, u"--sandbox"_s, u"vm"_s}, u"--sandbox"_s);
        row("no such dialect", {u"run"_s, u"x"_s, u"--tool-dialect"_s, u"x"_s},
            u"--tool-dialect"_s);
    }
    void refusesWhatItDoesNotUnderstandAndNamesIt()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, named);
        const auto got = read(arguments);
        QVERIFY(!got);
        QCOMPARE(got.error().code, Errc::InvalidArgument);
        QVERIFY2(got.error().message.contains(named), qPrintable(got.error().message));
        QVERIFY(!got.error().message.contains(u'\n'));
    }

    void neverShowsTheKey()
    {
        const QString key = u"sk-ant-very-secret"_s;
        const auto got = read({u"--print-config"_s}, {{u"ANTHROPIC_API_KEY"_s, key}});
        QCOMPARE(got->config.model.apiKey, key);
        const QString shown = configText(got->config);
        QVERIFY(!shown.contains(key));
        QVERIFY(shown.contains(u"ANTHROPIC_API_KEY = (set)"_s));
    }

    void readsDotenvLinesAsAShellWould()
    {
        const auto values = parseDotenv(u"# a comment\n\nA=1\nexport B = \"two words\"\n"
                                        "C='it # stays'\nD=x # goes\nE=\nnonsense\n=3\n"_s);
        QCOMPARE(values, (Values{{u"A"_s, u"1"_s},
                                 {u"B"_s, u"two words"_s},
                                 {u"C"_s, u"it # stays"_s},
                                 {u"D"_s, u"x"_s},
                                 {u"E"_s, QString()}}));
    }

    void listsEverySettingInTheHelp()
    {
        const QString help = helpText();
        for (const Option &option : optionTable()) {
            QVERIFY2(help.contains(option.flag), qPrintable(option.flag));
            QVERIFY2(help.contains(option.environment), qPrintable(option.environment));
        }
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
