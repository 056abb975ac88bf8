#include "agent/approvals.h"

#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestApprovals : public QObject
{
    Q_OBJECT
private slots:
    void asksByPolicyAndRisk_data()
    {
        QTest::addColumn<int>("policy");
        QTest::addColumn<int>("risk");
        QTest::addColumn<bool>("asks");
        const auto row = [](const char *name, ApprovalPolicy policy, Risk risk, bool asks) {
            QTest::newRow(name) << int(policy) << int(risk) << asks;
        };
        row("auto never asks", ApprovalPolicy::Auto, Risk::Sensitive, false);
        row("sensitive lets looks pass", ApprovalPolicy::Sensitive, Risk::Read, false);
        row("sensitive lets clicks pass", ApprovalPolicy::Sensitive, Risk::Write, false);
        row("sensitive asks for typing", ApprovalPolicy::Sensitive, Risk::Sensitive, true);
        row("all lets looks pass", ApprovalPolicy::All, Risk::Read, false);
        row("all asks for clicks", ApprovalPolicy::All, Risk::Write, true);
    }
    void asksByPolicyAndRisk()
    {
        QFETCH(int, policy);
        QFETCH(int, risk);
        const Approvals approvals(ApprovalPolicy(policy), 1s, m_secrets, m_clock);
        QTEST(approvals.mustAsk(ToolCall{}, {.risk = Risk(risk)}), "asks");
    }

    void givesTheFirstAnswerAndRefusesTheSecond()
    {
        Approvals approvals(ApprovalPolicy::All, 10s, m_secrets, m_clock);
        auto waiting = approvals.wait(u"t1"_s, u"bash"_s, {});
        QCOMPARE(approvals.pendingTool(u"t1"_s), u"bash"_s);
        QVERIFY(approvals.decide(answer(Decision::Allow)));
        QCOMPARE(approvals.decide(answer(Decision::Deny)).error().code, Errc::NotFound);
        QCOMPARE(QCoro::waitFor(std::move(waiting)).decision, Decision::Allow);
        QVERIFY(approvals.pendingTool(u"t1"_s).isEmpty());
    }

    void deniesWhenNobodyAnswers()
    {
        Approvals approvals(ApprovalPolicy::All, 15min, m_secrets, m_clock);
        auto waiting = approvals.wait(u"t1"_s, u"bash"_s, {});
        m_clock.advance(15min);
        const auto decision = QCoro::waitFor(std::move(waiting));
        QCOMPARE(decision.decision, Decision::Deny);
        QCOMPARE(decision.by, u"timeout"_s);
    }

    void deniesWhenTheRunIsStopped()
    {
        Approvals approvals(ApprovalPolicy::All, 10s, m_secrets, m_clock);
        std::stop_source stop;
        auto waiting = approvals.wait(u"t1"_s, u"bash"_s, stop.get_token());
        stop.request_stop();
        QCOMPARE(QCoro::waitFor(std::move(waiting)).decision, Decision::Deny);
    }

    void wantsAnInputForAnEdit()
    {
        Approvals approvals(ApprovalPolicy::All, 10s, m_secrets, m_clock);
        auto waiting = approvals.wait(u"t1"_s, u"bash"_s, {});
        QCOMPARE(approvals.decide(answer(Decision::Edit)).error().code, Errc::InvalidArgument);
        QVERIFY(approvals.decide(answer(Decision::Deny)));
        QCOMPARE(QCoro::waitFor(std::move(waiting)).decision, Decision::Deny);
    }

    void doesNotAskAgainForWhatIsRemembered()
    {
        Approvals approvals(ApprovalPolicy::All, 1s, m_secrets, m_clock);
        ToolCall click;
        click.tool = u"computer"_s;
        click.action = u"left_click"_s;
        approvals.remember(Approvals::kindOf(click));
        QVERIFY(!approvals.mustAsk(click, {.risk = Risk::Write}));
        click.action = u"type"_s;
        QVERIFY(approvals.mustAsk(click, {.risk = Risk::Sensitive}));
    }

private:
    static ApprovalDecided answer(Decision decision)
    {
        ApprovalDecided made;
        made.toolUseId = u"t1"_s;
        made.decision = decision;
        made.by = u"test"_s;
        return made;
    }

    FakeClock m_clock;
    Secrets m_secrets;
};

PILOTHOUSE_UNIT_TEST(TestApprovals)
#include "tst_approvals.moc"
