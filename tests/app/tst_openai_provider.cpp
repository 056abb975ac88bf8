#include "app/model_provider.h"
#include "app/options.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

/// OpenAI as one who answers.
class TestOpenAiProvider : public QObject
{
    Q_OBJECT
private slots:
    void aKeyOfOpenAiIsEnough()
    {
        const auto invocation =
            readInvocation({u"pilothouse"_s}, {{u"OPENAI_API_KEY"_s, u"sk-o"_s}}, {});
        QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().message));
        const ModelConfig &config = invocation->config.model;
        QCOMPARE(providersOf(config), QList<Provider>{Provider::OpenAi});
        QCOMPARE(usualModel(config), u"gpt-5.5"_s);
        const ModelInfo model = modelsOf(config).find(usualModel(config));
        QCOMPARE(model.dialect, ToolDialect::OpenAiComputer);
        QCOMPARE(model.summaries, u"auto"_s);
        QVERIFY(model.hasPrices);
        QCOMPARE(settingsOf(config, Provider::OpenAi).apiKey, u"sk-o"_s);
        QVERIFY(settingsOf(config, Provider::OpenAi).baseUrl.isEmpty()); // not Anthropic's
    }

    void whatOpenAiCannotTakeIsRefusedAtTheStart_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("complaint"); // its beginning
        const auto row = [](const char *tag, const QString &arguments, const QString &complaint) {
            QTest::newRow(tag) << arguments.split(u' ') << complaint;
        };
        row("no effort of OpenAI's",
            u"--openai-base-url http://localhost:1 --model gpt-5.4 --effort max"_s,
            u"--effort: gpt-5.4 does not take effort \"max\", only: none, low, medium, high, xhigh."_s);
        row("tools that OpenAI never had",
            u"--openai-base-url http://localhost:1 --model gpt-5.4 --tool-dialect computer_20250124"_s,
            u"--tool-dialect: gpt-5.4 does not take the tools"_s);
        row("no key of OpenAI", u"--provider openai"_s,
            u"--provider: No models of the provider \"openai\" are set up here: set OPENAI_API_KEY."_s);
        row("no address of OpenAI", u"--openai-base-url ftp://x"_s, u"--openai-base-url: "_s);
    }
    void whatOpenAiCannotTakeIsRefusedAtTheStart()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, complaint);
        const auto invocation = readInvocation(QStringList{u"pilothouse"_s} + arguments, {}, {});
        const QString said = invocation ? QString() : invocation.error().message;
        QVERIFY2(said.startsWith(complaint), qPrintable(said));
    }
};

PILOTHOUSE_UNIT_TEST(TestOpenAiProvider)
#include "tst_openai_provider.moc"
