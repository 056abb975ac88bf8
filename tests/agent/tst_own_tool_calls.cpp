#include "one_run.h"

#include "agent/session_registry.h"
#include "core/wait.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const WheelPerson kTaker{.viewer = u"v"_s, .name = u"Ann"_s};

ToolCall clicked(const QString &id)
{
    return pilothouse::call(id, u"computer"_s, u"left_click"_s);
}

void addSteps()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("action");
    QTest::addColumn<QJsonObject>("input");
    const QJsonObject text{{u"text"_s, u"x"_s}};
    QTest::newRow("windows") << u"windows"_s << u"focus"_s << QJsonObject{{u"id"_s, u"w1"_s}};
    QTest::newRow("clipboard") << u"clipboard"_s << u"write"_s << text;
    QTest::newRow("wait_for") << u"wait_for"_s << u"text"_s << text;
}

/// A session whose calls last until they are let go on, or stopped.
struct SlowDesktop
{
    explicit SlowDesktop(const ToolCall &call)
        : fixture({{.toolCalls = {call}}, {.text = u"Fine."_s}}), registry(fixture.services(), 8),
          session(*QCoro::waitFor(registry.create({})))
    {
        fixture.benches.behaviour = [this](ToolCall,
                                           std::stop_token stop) -> QCoro::Task<ToolOutcome> {
            const Woken woken = co_await goOn.wait(stop, 1h);
            ToolOutcome outcome{.text = u"done"_s};
            if (woken == Woken::Stopped)
                outcome = {.text = u"Stopped."_s, .isError = true};
            co_return outcome;
        };
    }
    ~SlowDesktop() { QCoro::waitFor(registry.closeAll()); }
    QList<ToolResult> results() { return fixture.bodies<ToolResult>(session->id()); }
    bool isCalled()
    {
        return eventually([this] { return !fixture.benches.calls.isEmpty(); });
    }

    Waiter goOn{systemClock()};
    AgentFixture fixture;
    SessionRegistry registry;
    Session *session;
};

} // namespace

/// Calls of the tools that no model knows by itself, among others and beside people.
class TestOwnToolCalls : public QObject
{
    Q_OBJECT
private slots:
    void leaveThePictureToTheLastOneThatShowsTheScreen()
    {
        const ToolCall copy =
            pilothouse::call(u"t2"_s, u"clipboard"_s, u"write"_s, {{u"text"_s, u"x"_s}});
        const ToolCall focus =
            pilothouse::call(u"t3"_s, u"windows"_s, u"focus"_s, {{u"id"_s, u"w1"_s}});
        Run alone({{.toolCalls = {clicked(u"t1"_s), copy}}});
        alone.go();
        QVERIFY(alone.fixture.benches.calls.first().look);
        Run together({{.toolCalls = {clicked(u"t1"_s), focus}}});
        together.go();
        QVERIFY(!together.fixture.benches.calls.first().look);
        QVERIFY(together.fixture.benches.calls.last().look);
    }

    void haltTheBatchWhereTheyFail_data() { addSteps(); }
    void haltTheBatchWhereTheyFail()
    {
        QFETCH(QString, tool);
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        Run run({{.toolCalls = {pilothouse::call(u"t1"_s, tool, action, input), clicked(u"t2"_s),
                                pilothouse::call(u"t3"_s, u"bash"_s, u"run"_s)}}});
        run.fixture.benches.behaviour = [](ToolCall made,
                                           std::stop_token) -> QCoro::Task<ToolOutcome> {
            ToolOutcome outcome{.text = made.tool};
            outcome.isError = made.id == "t1"_L1;
            co_return outcome;
        };
        run.go();
        QCOMPARE(run.results().at(1).text,
                 u"Not executed: an earlier computer action in this turn failed."_s);
        QVERIFY(!run.results().at(2).isError);
    }

    void endAtOnceWhenAPersonTakesTheWheel_data() { addSteps(); }
    void endAtOnceWhenAPersonTakesTheWheel()
    {
        QFETCH(QString, tool);
        QFETCH(QString, action);
        QFETCH(QJsonObject, input);
        SlowDesktop desk(pilothouse::call(u"t1"_s, tool, action, input));
        QVERIFY(desk.session->submit(u"Go"_s));
        QVERIFY(desk.isCalled());
        QVERIFY(desk.session->takeWheel(kTaker));
        QVERIFY(eventually([&] { return !desk.results().isEmpty(); }));
        QVERIFY(desk.results().first().isError);
        QVERIFY(desk.results().first().text.contains(u"A person took the wheel meanwhile"_s));
    }

    void waitForAFileAlsoBesideAPerson()
    {
        SlowDesktop desk(
            pilothouse::call(u"t1"_s, u"wait_for"_s, u"file"_s, {{u"path"_s, u"a.pdf"_s}}));
        QVERIFY(desk.session->submit(u"Go"_s));
        QVERIFY(desk.isCalled());
        QVERIFY(desk.session->takeWheel(kTaker));
        desk.goOn.wake();
        QVERIFY(eventually([&] { return !desk.results().isEmpty(); }));
        QCOMPARE(desk.results().first().text, u"done"_s);
    }
};

PILOTHOUSE_UNIT_TEST(TestOwnToolCalls)
#include "tst_own_tool_calls.moc"
