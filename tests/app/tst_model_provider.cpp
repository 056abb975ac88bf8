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

    void whatTheModelCannotTakeIsRefusedAtTheStart_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("complaint"); // its beginning; empty: it works
        const auto row = [](const char *tag, const QString &arguments, const QString &complaint) {
            QTest::newRow(tag) << arguments.split(u' ') << complaint;
        };
        row("no such effort", u"--model claude-opus-4-5 --effort max"_s,
            u"--effort: claude-opus-4-5 does not take effort \"max\", only: low, medium, high."_s);
        row("no effort", u"--model claude-sonnet-4-5 --effort low"_s,
            u"--effort: claude-sonnet-4-5 takes no effort"_s);
        row("thinking of the default", u"--thinking disabled"_s,
            u"--thinking: claude-opus-5-5 does not take"_s);
        row("thinking and effort", u"--model claude-opus-5 --thinking disabled --effort max"_s,
            u"--thinking: Thinking \"disabled\" goes with"_s);
        row("tools it has never had", u"--model claude-opus-5-5 --tool-dialect computer_20250124"_s,
            u"--tool-dialect: claude-opus-5-5 does not take"_s);
        row("tools it still takes", u"--model claude-opus-5 --tool-dialect computer_20251124"_s,
            {});
        row("plain tools", u"--tool-dialect custom"_s, {});
        row("an unknown model", u"--base-url http://localhost:1 --model qwen --effort max"_s, {});
        row("room for the reply alone", u"--context-tokens 32768 --max-output-tokens 32768"_s,
            u"--max-output-tokens: at most half"_s);
        row("room for both", u"--context-tokens 32768 --max-output-tokens 16384"_s, {});
    }
    void whatTheModelCannotTakeIsRefusedAtTheStart()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, complaint);
        const auto invocation = readInvocation(QStringList{u"pilothouse"_s} + arguments, {}, {});
        const QString said = invocation ? QString() : invocation.error().message;
        QVERIFY2(said.startsWith(complaint), qPrintable(said));
        QCOMPARE(said.isEmpty(), complaint.isEmpty());
    }

    void thePublicApiIsAskedForItsOwnModelsOnly_data()
    {
        QTest::addColumn<QString>("base");
        QTest::addColumn<QString>("model");
        QTest::addColumn<bool>("works");
        const QString api = u"https://api.anthropic.com"_s;
        const QString own = u"http://localhost:11434"_s;
        QTest::newRow("its own") << api << u"claude-opus-5"_s << true;
        QTest::newRow("a newer one") << api << u"claude-next"_s << true;
        QTest::newRow("another's") << api << u"gpt-5"_s << false;
        QTest::newRow("an own server's") << own << u"qwen"_s << true;
    }
    void thePublicApiIsAskedForItsOwnModelsOnly()
    {
        QFETCH(QString, base);
        QFETCH(QString, model);
        const ModelConfig config{.provider = Provider::Anthropic, .baseUrl = base};
        const auto known = checkModelName(config, model, modelsOf(config));
        QTEST(known.has_value(), "works");
        QVERIFY(known || known.error().message.contains(u"claude-opus-5-5"_s));
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
        const ModelConfig config{
            .maxOutputTokens = 10'000'000, .contextTokens = 100'000'000, .maxPictures = 10'000};
        const ModelInfo plain = ModelTable::builtin().find(u"claude-haiku-4-5"_s);
        const ModelInfo model = modelsOf(config).find(u"claude-haiku-4-5"_s);
        QCOMPARE(model.maxOutputTokens, plain.maxOutputTokens);
        QCOMPARE(model.contextTokens, plain.contextTokens);
        QCOMPARE(model.maxPictures(), plain.maxPictures());
        QCOMPARE(modelsOf(config).find(u"qwen"_s).maxPictures(), 10'000);
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
