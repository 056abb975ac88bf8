#include "tools/tool_box.h"

#include "support/unit_test.h"

#include <QTest>

#include <stdexcept>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Answers or throws as it is told.
class OddTool final : public Tool
{
public:
    explicit OddTool(std::function<ToolOutcome()> answer) : m_answer(std::move(answer)) {}
    QString name() const override { return u"bash"_s; }
    QCoro::Task<ToolOutcome> run(ToolCall, std::stop_token) override { co_return m_answer(); }

private:
    std::function<ToolOutcome()> m_answer;
};

ToolOutcome answerOf(const ToolCall &call, std::function<ToolOutcome()> answer)
{
    std::vector<std::unique_ptr<Tool>> tools;
    tools.push_back(std::make_unique<OddTool>(std::move(answer)));
    ToolBox box(std::move(tools));
    return QCoro::waitFor(box.run(call, {}));
}

ToolOutcome fine()
{
    return {.text = u"fine"_s};
}

ToolCall toBash()
{
    return {.id = u"1"_s, .name = u"bash"_s, .tool = u"bash"_s, .action = u"run"_s};
}

} // namespace

class TestToolBox : public QObject
{
    Q_OBJECT
private slots:
    void handsACallToItsTool()
    {
        const ToolOutcome outcome = answerOf(toBash(), fine);
        QCOMPARE(outcome.text, u"fine"_s);
        QVERIFY(!outcome.isError);
    }

    void addsWhatElseMustBeKnown()
    {
        std::vector<std::unique_ptr<Tool>> tools;
        tools.push_back(std::make_unique<OddTool>(fine));
        QStringList notices{u"One."_s, u"Two."_s};
        ToolBox box(std::move(tools), [&notices] { return std::exchange(notices, {}); });
        QCOMPARE(QCoro::waitFor(box.run(toBash(), {})).text, u"fine\n[One.]\n[Two.]"_s);
        QCOMPARE(QCoro::waitFor(box.run(toBash(), {})).text, u"fine"_s);
    }

    void answersWhatItCannotRun_data()
    {
        QTest::addColumn<QString>("toolset");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("malformed");
        QTest::addColumn<QString>("message");

        const QString none;
        QTest::newRow("member of the toolset") << u"computer"_s << u"fly"_s << none << none
                                               << u"Error: unknown computer toolset member 'fly'"_s;
        QTest::newRow("tool") << none << u"fly"_s << none << none << u"Error: unknown tool 'fly'"_s;
        QTest::newRow("toolset") << u"browser"_s << u"fly"_s << none << none
                                 << u"Error: unknown toolset 'browser'"_s;
        QTest::newRow("known but not here")
            << u"computer"_s << u"zoom"_s << u"computer"_s << none
            << u"The computer toolset member 'zoom' is not available in this environment."_s;
        QTest::newRow("malformed")
            << none << u"bash"_s << u"bash"_s << u"Give a command."_s << u"Give a command."_s;
        QTest::newRow("endless name") << none << QString(5000, u'x') << none << none
                                      << u"Error: unknown tool '%1'"_s.arg(QString(60, u'x'));
    }

    void answersWhatItCannotRun()
    {
        QFETCH(QString, toolset);
        QFETCH(QString, name);
        QFETCH(QString, tool);
        QFETCH(QString, malformed);
        QFETCH(QString, message);
        bool ran = false;
        const ToolCall call{
            .id = u"1"_s, .toolset = toolset, .name = name, .tool = tool, .malformed = malformed};

        const ToolOutcome outcome = answerOf(call, [&ran] {
            ran = true;
            return fine();
        });

        QVERIFY(outcome.isError);
        QCOMPARE(outcome.text, message);
        QVERIFY(!ran);
    }

    void turnsExceptionsIntoErrors()
    {
        const ToolOutcome known =
            answerOf(toBash(), []() -> ToolOutcome { throw std::runtime_error("/secret/path"); });
        QVERIFY(known.isError);
        QVERIFY(!known.text.contains(u"secret"_s));
        QVERIFY(answerOf(toBash(), []() -> ToolOutcome { throw 5; }).isError);
    }

    void capsErrorsAtCodePoints()
    {
        const ToolOutcome plain =
            answerOf(toBash(), [] { return toolError(QString(10'000, u'x')); });
        QCOMPARE(plain.text.size(), 4096);
        const ToolOutcome pairs =
            answerOf(toBash(), [] { return toolError(u"🙂"_s.repeated(5000)); });
        QCOMPARE(pairs.text.toUcs4().size(), 4096);
        QVERIFY(!pairs.text.toUcs4().contains(QChar::ReplacementCharacter));
    }

    void makesTextsThatTheApiTakes()
    {
        const QChar half(0xD800);
        QCOMPARE(
            answerOf(toBash(), [&] { return ToolOutcome{.text = QString(half) + u'\0'}; }).text,
            u"\uFFFD\uFFFD"_s);
        const ToolOutcome empty = answerOf(toBash(), [] { return toolError(u" \n"_s); });
        QVERIFY(empty.isError && !empty.text.trimmed().isEmpty());
        const ToolOutcome picture = answerOf(toBash(), [] {
            return ToolOutcome{.text = u"no"_s, .picture = ToolPicture{}, .isError = true};
        });
        QVERIFY(!picture.picture);
    }
};

PILOTHOUSE_UNIT_TEST(TestToolBox)
#include "tst_tool_box.moc"
