#include "agent/session_options.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const QString kNewest = u"claude-opus-5-5"_s;
const QString kSwitchable = u"claude-opus-5"_s; // thinking adaptive or disabled
const QString kWithoutEffort = u"claude-sonnet-4-5"_s;

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
};

PILOTHOUSE_UNIT_TEST(TestSessionOptions)
#include "tst_session_options.moc"
