// The agent waits until what a person did at the wheel has reached the desktop.
#include "support/agent_fixture.h"
#include "support/eventually.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const WheelPerson kSomebody{.viewer = u"me"_s};

ToolCall clickCall(const QString &id)
{
    const QString click = u"left_click"_s;
    return {id, u"computer"_s, click, u"computer"_s, click, neededInput(click)};
}

} // namespace

class TestSettlingWheel : public QObject
{
    Q_OBJECT
private slots:
    void keepsTheAgentOffUntilItIsSettled()
    {
        AgentFixture fixture({{.toolCalls = {clickCall(u"t1"_s)}}, {.text = u"Fine."_s}});
        SessionRegistry registry(fixture.services(), 8);
        Session *session = *QCoro::waitFor(registry.create({}));
        std::shared_ptr<void> rest;
        const auto keepRest = [&] { rest = session->wheel().settling(); };
        connect(&session->wheel(), &Wheel::revoked, this, keepRest);
        fixture.benches.behaviour = [&](ToolCall call,
                                        std::stop_token) -> QCoro::Task<ToolOutcome> {
            if (call.action == "left_click"_L1 && session->takeWheel(kSomebody))
                session->wheel().release(WheelReason::TakenAway);
            co_return ToolOutcome{.text = u"done"_s};
        };
        QVERIFY(session->submit(u"Go"_s));
        EVENTUALLY_COMPARE(fixture.bodies<ToolResult>(session->id()).size(), 1);
        QVERIFY(rest && !session->wheel().isSettled());
        const SessionId other = (*QCoro::waitFor(registry.create({})))->id();
        for (int turn = 0; turn < 20;
             ++turn) { // a run that went on would have stored its end by then
            const QList<EventBody> something{TitleChanged{.title = u"Other"_s}};
            QVERIFY(QCoro::waitFor(fixture.journal.append(other, something)));
        }
        QCOMPARE(fixture.bodies<RunEnded>(session->id()).size(), 0);
        rest.reset();
        EVENTUALLY_COMPARE(fixture.bodies<RunEnded>(session->id()).size(), 1);
        QCoro::waitFor(registry.closeAll());
    }

    void isSettledWhenTheLastOneLetsGo()
    {
        FakeClock clock;
        Wheel wheel(clock, {});
        int told = 0;
        connect(&wheel, &Wheel::settled, this, [&] { ++told; });
        QVERIFY(wheel.isSettled());
        auto one = wheel.settling();
        auto other = wheel.settling();
        one.reset();
        QVERIFY(!wheel.isSettled() && told == 0);
        other.reset();
        QVERIFY(wheel.isSettled() && told == 1);
        one = wheel.settling();
        QVERIFY(!wheel.isSettled());
    }
};

PILOTHOUSE_UNIT_TEST(TestSettlingWheel)
#include "tst_settling_wheel.moc"
