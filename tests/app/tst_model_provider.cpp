#include "app/model_provider.h"
#include "app/model_router.h"
#include "app/options.h"
#include "support/unit_test.h"

#include <QCoroTask>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers with its own name.
class Named final : public ModelClient
{
public:
    explicit Named(QString name) : m_name(std::move(name)) {}
    QCoro::Task<Result<ModelReply>> complete(ModelRequest, ProgressSink, std::stop_token) override
    {
        ModelReply reply;
        reply.id = m_name;
        co_return reply;
    }

private:
    QString m_name;
};

} // namespace

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
        const auto known = checkModelName(config, config.provider, model, modelsOf(config));
        QTEST(known.has_value(), "works");
        QVERIFY(known || known.error().message.contains(u"claude-opus-5-5"_s));
    }

    void severalProvidersAreOfferedAtOnce()
    {
        const auto invocation =
            readInvocation({u"pilothouse"_s, u"--chat-models"_s, u"qwen3-vl:8b, other"_s},
                           {{u"ANTHROPIC_API_KEY"_s, u"sk"_s},
                            {u"PILOTHOUSE_CHAT_BASE_URL"_s, u"localhost:11434"_s}},
                           {});
        QVERIFY2(invocation, invocation ? "" : qPrintable(invocation.error().message));
        const ModelConfig &config = invocation->config.model;
        QCOMPARE(providersOf(config), (QList<Provider>{Provider::Anthropic, Provider::Chat}));
        QCOMPARE(usualModel(config), u"claude-opus-5-5"_s);
        const ModelTable models = modelsOf(config);
        QVERIFY(models.ids().contains(u"other"_s) && models.ids().contains(u"claude-opus-5-5"_s));
        QVERIFY(!models.ids().contains(u"gpt-5.5"_s)); // nobody answers for it
        QCOMPARE(models.find(u"qwen3-vl:8b"_s).coordinates, CoordinateSpace::Thousand);
        QCOMPARE(settingsOf(config, Provider::Chat).model, u"qwen3-vl:8b"_s);
        QCOMPARE(settingsOf(config, Provider::Chat).baseUrl, u"localhost:11434"_s);
        QVERIFY(settingsOf(config, Provider::Chat).apiKey.isEmpty()); // not the other's
    }

    void whoCannotAnswerIsRefused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("complaint"); // its beginning; empty: it works
        const auto row = [](const char *tag, const QString &arguments, const QString &complaint) {
            QTest::newRow(tag) << arguments.split(u' ') << complaint;
        };
        row("no server", u"--provider chat --model q"_s, u"--provider: No models of"_s);
        row("no model", u"--chat-base-url localhost:1"_s, u"--model: say which"_s);
        row("a server and its model", u"--chat-base-url localhost:1 --model q"_s, {});
        row("a server and its models", u"--chat-base-url localhost:1 --chat-models q"_s, {});
        row("no address", u"--chat-base-url ftp://x --model q"_s, u"--chat-base-url"_s);
        row("a cloud without its settings", u"--provider bedrock"_s, u"--provider"_s);
        row("no such space", u"--coordinates percent"_s, u"--coordinates"_s);
    }
    void whoCannotAnswerIsRefused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, complaint);
        const auto invocation = readInvocation(QStringList{u"pilothouse"_s} + arguments, {}, {});
        const QString said = invocation ? QString() : invocation.error().message;
        QVERIFY2(said.startsWith(complaint), qPrintable(said));
        QCOMPARE(said.isEmpty(), complaint.isEmpty());
    }

    void aSettingSaysHowUnknownModelsNamePlaces()
    {
        const auto invocation =
            readInvocation({u"pilothouse"_s, u"--coordinates"_s, u"unit"_s}, {}, {});
        const ModelTable models = modelsOf(invocation->config.model);
        QCOMPARE(models.find(u"q"_s).coordinates, CoordinateSpace::Unit);
        QCOMPARE(models.find(u"claude-opus-5-5"_s).coordinates, CoordinateSpace::Pixels);
    }

    void aSessionIsAnsweredByWhomItNames_data()
    {
        QTest::addColumn<int>("provider");
        QTest::addColumn<int>("usual");
        QTest::addColumn<int>("answers"); // Auto: nobody
        const auto row = [](const char *tag, Provider provider, Provider usual, Provider answers) {
            QTest::newRow(tag) << int(provider) << int(usual) << int(answers);
        };
        row("the usual", Provider::Auto, Provider::Anthropic, Provider::Anthropic);
        row("another", Provider::Chat, Provider::Anthropic, Provider::Chat);
        row("the demo's successor", Provider::Demo, Provider::Anthropic, Provider::Anthropic);
        row("of another cloud", Provider::Bedrock, Provider::Anthropic, Provider::Anthropic);
        row("one that is gone", Provider::OpenAi, Provider::Anthropic, Provider::Auto);
        row("the usual is of another kind", Provider::Demo, Provider::Chat, Provider::Auto);
    }
    void aSessionIsAnsweredByWhomItNames()
    {
        QFETCH(int, provider);
        QFETCH(int, usual);
        QFETCH(int, answers);
        ModelRouter router{Provider(usual)};
        for (const Provider each : {Provider(usual), Provider::Chat})
            router.add(each, std::make_unique<Named>(name(each)));
        const auto reply =
            QCoro::waitFor(router.complete({.provider = Provider(provider)}, {}, {}));
        QCOMPARE(reply ? reply->id : u"auto"_s, name(Provider(answers)));
        if (!reply)
            QVERIFY(reply.error().message.contains(u"start a new session"_s));
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
