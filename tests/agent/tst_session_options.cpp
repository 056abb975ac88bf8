#include "agent/session_options.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kNewest = u"claude-opus-5-5"_s;
const QString kSwitchable = u"claude-opus-5"_s; // thinking adaptive or disabled
const QString kWithoutEffort = u"claude-sonnet-4-5"_s;

const QString kLocal = u"local"_s;

ModelTable withLocal()
{
    return ModelTable::builtin().with(Provider::Chat, {kLocal, u"local-2"_s, u"qwen3-vl"_s});
}

ModelConfig settings(const QString &thinking, const QString &effort, const QString &dialect = {})
{
    return {.dialect = dialect, .effort = effort, .thinking = thinking};
}

} // namespace

class TestSessionOptions : public QObject
{
    Q_OBJECT
private slots:
    void whatIsConfiguredGivesWayToTheModelAndToWishes_data()
    {
        QTest::addColumn<ModelConfig>("config");
        QTest::addColumn<SessionOverrides>("wishes");
        QTest::addColumn<QStringList>("got"); // thinking, effort, dialect
        const auto row = [](const char *tag, const ModelConfig &config,
                            const SessionOverrides &wishes, const QStringList &got) {
            QTest::newRow(tag) << config << wishes << got;
        };
        const QString toolset = u"computer_toolset_20260801"_s;
        const QString older = u"computer_20251124"_s;
        const QString oldest = u"computer_20250124"_s;
        row("nothing", {}, {.model = kNewest}, {{}, {}, toolset});
        row("settings that fit", settings(u"disabled"_s, u"low"_s, older), {.model = kSwitchable},
            {u"disabled"_s, u"low"_s, older});
        row("settings of another model", settings(u"disabled"_s, u"max"_s, older),
            {.model = kNewest}, {{}, u"max"_s, toolset});
        row("a model without effort", settings(u"adaptive"_s, u"high"_s, toolset),
            {.model = kWithoutEffort}, {{}, {}, oldest});
        row("plain tools", settings({}, {}, u"custom"_s), {.model = kNewest},
            {{}, {}, u"custom"_s});
        row("an unknown model", settings(u"adaptive"_s, u"max"_s, older), {.model = u"qwen"_s},
            {u"adaptive"_s, u"max"_s, older});
        row("wished thinking", settings({}, u"max"_s),
            {.model = kSwitchable, .thinking = u"disabled"_s}, {u"disabled"_s, {}, toolset});
        row("wished effort", settings(u"disabled"_s, {}),
            {.model = kSwitchable, .effort = u"max"_s}, {{}, u"max"_s, toolset});
        row("wishes are not bent", settings(u"adaptive"_s, u"low"_s),
            {.model = kSwitchable, .thinking = u"disabled"_s, .effort = u"max"_s},
            {u"disabled"_s, u"max"_s, toolset});
    }
    void whatIsConfiguredGivesWayToTheModelAndToWishes()
    {
        QFETCH(ModelConfig, config);
        QFETCH(SessionOverrides, wishes);
        Config all;
        all.model = config;
        const SessionOptions options = sessionOptions(all, ModelTable::builtin(), wishes);
        QTEST((QStringList{options.thinking, options.effort, options.dialect}), "got");
        const bool isWished = wishes.thinking && wishes.effort;
        QCOMPARE(misfits(options, ModelTable::builtin()).isEmpty(), !isWished);
    }

    void whoAnswersFollowsFromTheModelUnlessSomebodySays_data()
    {
        QTest::addColumn<int>("usual");
        QTest::addColumn<SessionOverrides>("wishes");
        QTest::addColumn<int>("provider");
        QTest::addColumn<QString>("model");
        const auto row = [](const char *tag, Provider usual, const SessionOverrides &wishes,
                            Provider provider, const QString &model) {
            QTest::newRow(tag) << int(usual) << wishes << int(provider) << model;
        };
        constexpr auto claude = Provider::Anthropic;
        constexpr auto chat = Provider::Chat;
        row("nothing said", claude, {}, claude, u"usual"_s);
        row("its own model", claude, {.model = kNewest}, claude, kNewest);
        row("a model of the other", claude, {.model = kLocal}, chat, kLocal);
        row("a model of the other way round", chat, {.model = kNewest}, claude, kNewest);
        row("a model that nobody knows", chat, {.model = u"new"_s}, chat, u"new"_s);
        row("the other, whatever it has", claude, {.provider = chat}, chat, kLocal);
        row("both said", claude, {.model = kNewest, .provider = chat}, chat, kNewest);
        row("Claude at another cloud", Provider::Bedrock, {.model = kNewest}, Provider::Bedrock,
            kNewest);
    }
    void whoAnswersFollowsFromTheModelUnlessSomebodySays()
    {
        QFETCH(int, usual);
        QFETCH(SessionOverrides, wishes);
        Config config;
        config.model.provider = Provider(usual);
        config.model.model = u"usual"_s;
        config.model.thinking = u"adaptive"_s;
        const SessionOptions options = sessionOptions(config, withLocal(), wishes);
        QTEST(int(options.provider), "provider");
        QTEST(options.model, "model");
        if (options.provider == Provider::Chat) { // has no such setting, nor hosted tools
            QVERIFY(options.thinking.isEmpty());
            QCOMPARE(options.dialect, u"custom"_s);
        }
    }

    void aSessionKeepsItsProviderAndItsWayToNamePlaces_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("complaint"); // empty: it works
        QTest::newRow("of the same") << kLocal << u"local-2"_s << QString();
        QTest::newRow("of the other") << kLocal << kNewest << u"another provider"_s;
        QTest::newRow("back") << kNewest << kLocal << u"another provider"_s;
        QTest::newRow("thousandths") << kLocal << u"qwen3-vl"_s << u"in another way"_s;
    }
    void aSessionKeepsItsProviderAndItsWayToNamePlaces()
    {
        QFETCH(QString, now);
        QFETCH(QString, wanted);
        QFETCH(QString, complaint);
        const ModelTable models = withLocal();
        const SessionOptions session = sessionOptions({}, models, {.model = now});
        const auto found =
            misfits(session, changedOptions(session, models, {.model = wanted}), models);
        QCOMPARE(found.isEmpty(), complaint.isEmpty());
        if (!found.isEmpty())
            QVERIFY2(found.first().reason.contains(complaint), qPrintable(found.first().reason));
    }

    void aSessionNamesPlacesAsItsModelDoes()
    {
        const SessionOptions options = sessionOptions({}, withLocal(), {.model = u"qwen3-vl"_s});
        QVERIFY(options.coordinates == CoordinateSpace::Thousand);
        QVERIFY(options.systemPrompt.contains(u"coordinates are 0 to 999 of"_s));
        QVERIFY(sessionOptions({}, withLocal(), {.model = kNewest})
                    .systemPrompt.contains(u"coordinates are pixels of the screenshots you get"_s));
    }

    void thinkingCannotBeSetWhereTheApiHasNoWordForIt()
    {
        const SessionOptions options =
            sessionOptions({}, withLocal(), {.model = kLocal, .thinking = u"disabled"_s});
        QCOMPARE(misfits(options, withLocal()).first().option, u"thinking"_s);
    }

    void offersTheToolsThatTheServerHasUnlessFewerAreWanted()
    {
        Config config;
        const ModelTable &models = ModelTable::builtin();
        QCOMPARE(sessionOptions(config, models).tools, toolNames());
        config.agent.tools = {u"computer"_s, u"edit"_s};
        QCOMPARE(sessionOptions(config, models).tools, config.agent.tools);

        const SessionOptions wanted =
            sessionOptions(config, models, {.tools = QStringList{u"bash"_s, u"edit"_s}});

        QCOMPARE(misfits(wanted, config.agent).value(0).option, u"tools"_s);
        QVERIFY(misfits(wanted, config.agent).value(0).reason.contains("no bash"_L1));
        QVERIFY(misfits(sessionOptions(config, models), config.agent).isEmpty());
    }

    void anotherModelHasToTakeWhatTheSessionHas_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<double>("mostUsd");
        QTest::addColumn<QString>("wrong"); // option
        QTest::newRow("another") << kSwitchable << 0.5 << QString();
        QTest::newRow("other tools") << kWithoutEffort << 0.0 << u"model"_s;
        QTest::newRow("unknown prices") << u"qwen"_s << 0.5 << u"max_cost_usd"_s;
    }
    void anotherModelHasToTakeWhatTheSessionHas()
    {
        QFETCH(QString, model);
        QFETCH(double, mostUsd);
        QFETCH(QString, wrong);
        const ModelTable &models = ModelTable::builtin();
        const SessionOptions now = sessionOptions({}, models, {.model = kNewest});

        const SessionOptions wanted =
            changedOptions(now, models, {.model = model, .maxCostUsd = mostUsd});

        const QList<Misfit> found = misfits(now, wanted, models);
        QCOMPARE(found.isEmpty() ? QString() : found.first().option, wrong);
    }

    void picturesThatAreTooLargeForAnotherModelKeepItOut()
    {
        const ModelTable &models = ModelTable::builtin();
        const QString older = u"computer_20251124"_s;
        SessionOptions now = sessionOptions(
            {}, models, {.model = u"claude-opus-4-7"_s, .width = 1920, .height = 1200});
        QCOMPARE(now.dialect, older);

        const SessionOptions wanted = changedOptions(now, models, {.model = u"claude-opus-4-6"_s});

        QVERIFY(misfits(now, wanted, models).value(0).reason.contains("smaller pictures"_L1));
        now.pictureSize = QSize(1280, 800);
        QVERIFY(misfits(now, wanted, models).isEmpty());
    }

    void thinkingAndEffortThatAnotherModelDoesNotTakeGiveWay()
    {
        const ModelTable &models = ModelTable::builtin();
        const SessionOptions now = sessionOptions(
            {}, models, {.model = kSwitchable, .thinking = u"disabled"_s, .effort = u"low"_s});

        const SessionOptions wanted = changedOptions(now, models, {.model = kNewest});

        QCOMPARE(wanted.thinking, QString());
        QCOMPARE(wanted.effort, u"low"_s);
        QCOMPARE(changedOptions(now, models, {.maxSteps = 3}).thinking, u"disabled"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestSessionOptions)
#include "tst_session_options.moc"
