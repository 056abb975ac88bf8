#include "app/model_provider.h"
#include "app/options.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Who answers for which settings, and which settings of models are refused.
class TestModelProvider : public QObject
{
    Q_OBJECT
private slots:
    void theSettingSaysWhoAnswers_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("baseUrl"); // of the environment
        QTest::addColumn<QString>("provider");
        const QString demo = u"demo"_s;
        const QString model = u"anthropic"_s;
        const auto row = [](const char *tag, const QStringList &arguments, const QString &key,
                            const QString &url, const QString &provider) {
            QTest::newRow(tag) << arguments << key << url << provider;
        };
        row("nothing", {}, {}, {}, demo);
        row("a blank key", {}, u"  "_s, {}, demo);
        row("a key", {}, u"sk-1"_s, {}, model);
        row("an own server", {u"--base-url"_s, u"http://localhost:11434"_s}, {}, {}, model);
        row("an own server without scheme", {u"--base-url"_s, u"localhost:11434/"_s}, {}, {},
            model);
        row("an own server and a blank key", {u"--base-url"_s, u"http://vllm:8000/v1"_s}, u" "_s,
            {}, model);
        row("an own server of the environment", {}, {}, u"http://localhost:4000"_s, model);
        row("an own server and its model",
            {u"--base-url"_s, u"http://localhost:11434/v1/messages"_s, u"--model"_s,
             u"qwen3-vl:8b"_s},
            {}, {}, model);
        row("a blank server", {}, {}, u" "_s, demo);
        row("the public API without a key", {u"--base-url"_s, u"https://api.anthropic.com"_s}, {},
            {}, demo);
        row("the demo by name", {u"--provider"_s, demo}, u"sk-1"_s, u"http://localhost:4000"_s,
            demo);
        row("a model of the public API", {u"--model"_s, u"claude-next"_s}, {}, {}, demo);
        row("a local model for the demo", {u"--provider"_s, demo, u"--model"_s, u"qwen"_s}, {}, {},
            demo);
        row("a local model without its server", {u"--model"_s, u"qwen3-vl:8b"_s}, {}, {}, {});
    }
    void theSettingSaysWhoAnswers()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, key);
        QFETCH(QString, baseUrl);
        QFETCH(QString, provider);
        const auto invocation =
            readInvocation(QStringList{u"pilothouse"_s} + arguments,
                           {{u"ANTHROPIC_API_KEY"_s, key}, {u"ANTHROPIC_BASE_URL"_s, baseUrl}}, {});
        QCOMPARE(invocation.has_value(), !provider.isEmpty());
        if (invocation)
            QCOMPARE(name(providerFor(invocation->config.model)), provider);
        else
            QVERIFY2(invocation.error().message.contains(u"--base-url"_s),
                     qPrintable(invocation.error().message));
    }

    void aCostThatNobodyKnowsCannotBeLimited_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("works");
        const QString own = u"http://localhost:1"_s;
        QTest::newRow("known") << QStringList{u"--model"_s, u"claude-opus-5-5"_s} << true;
        QTest::newRow("the default") << QStringList{} << true;
        QTest::newRow("unknown") << QStringList{u"--base-url"_s, own, u"--model"_s, u"qwen"_s}
                                 << false;
        QTest::newRow("unknown to the demo")
            << QStringList{u"--provider"_s, u"demo"_s, u"--model"_s, u"qwen"_s} << true;
    }
    void aCostThatNobodyKnowsCannotBeLimited()
    {
        QFETCH(QStringList, arguments);
        QFETCH(bool, works);
        const QStringList limit{u"pilothouse"_s, u"--max-cost-usd"_s, u"1"_s};
        const auto invocation = readInvocation(limit + arguments, {}, {});
        QCOMPARE(invocation.has_value(), works);
        if (!invocation)
            QVERIFY2(invocation.error().message.startsWith(u"--max-cost-usd: "_s),
                     qPrintable(invocation.error().message));
    }

    void numbersOfUnknownModelsAreSettings()
    {
        const auto invocation =
            readInvocation({u"pilothouse"_s, u"--max-output-tokens"_s, u"4000"_s,
                            u"--context-tokens"_s, u"32768"_s, u"--max-pictures"_s, u"5"_s,
                            u"--max-picture-side"_s, u"1024"_s, u"--model-idle-timeout"_s, u"2h"_s},
                           {}, {});
        QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().message));
        QCOMPARE(invocation->config.model.idleTimeout, 2h);
        const ModelTable models = modelsOf(invocation->config.model);
        for (const QString &id : {u"qwen3-vl"_s, u"claude-opus-5-5"_s}) {
            const ModelInfo model = models.find(id);
            QCOMPARE(model.maxOutputTokens, 4000);
            QCOMPARE(model.contextTokens, 32768);
            QCOMPARE(model.maxPictures(), 5);
            QCOMPARE(model.pictureSide, 1024);
        }
    }

    void settingsRaiseNoLimitOfAModelThatIsKnown()
    {
        const ModelConfig config{.maxOutputTokens = 10'000'000, .contextTokens = 100'000'000};
        const ModelInfo plain = ModelTable::builtin().find(u"claude-haiku-4-5"_s);
        const ModelInfo model = modelsOf(config).find(u"claude-haiku-4-5"_s);
        QCOMPARE(model.maxOutputTokens, plain.maxOutputTokens);
        QCOMPARE(model.contextTokens, plain.contextTokens);
        QCOMPARE(modelsOf(config).find(u"qwen"_s).maxOutputTokens, 10'000'000);
    }

    void aSmallContextLeavesRoomForMoreThanTheReply()
    {
        const ModelConfig config{.contextTokens = 16'000};
        QCOMPARE(modelsOf(config).find(u"qwen"_s).maxOutputTokens, 4000);
    }
};

PILOTHOUSE_UNIT_TEST(TestModelProvider)
#include "tst_model_provider.moc"
