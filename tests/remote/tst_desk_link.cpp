#include "remote/desk_link.h"
#include "scripted_node.h"
#include "support/eventually.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

BenchPlan plan()
{
    return {.session = {u"0b1c2d3e-4f50-4a61-9b72-8c93ad04be15"_s}};
}

/// What a question came to, once it did.
struct Asked
{
    std::optional<Result<WireFrame>> outcome;
    std::stop_source stop;
};

QCoro::Task<> follow(DeskLink &link, std::shared_ptr<Asked> asked)
{
    const Question question = AskElements();
    Result<WireFrame> outcome = co_await link.ask(question, asked->stop.get_token());
    asked->outcome = std::move(outcome);
}

} // namespace

class TestDeskLink : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_node = std::make_unique<ScriptedNode>();
        const DeskLink::Parts parts{.node = {.url = m_node->url(), .token = "token"},
                                    .clock = m_clock,
                                    .fence = 5,
                                    .lease = 60s};
        m_link = std::make_unique<DeskLink>(parts, plan(), m_secrets);
    }
    void cleanup() { m_link.reset(); }

    void saysWhoItIsAndWhatItWants()
    {
        QVERIFY(open());
        const Hello hello = m_node->all<Hello>().constFirst();
        QCOMPARE(hello.fence, 5);
        QCOMPARE(hello.plan, plan());
        QVERIFY(!hello.onlyThere);
        QVERIFY(m_link->isOpen());
    }

    void asksAndGetsItsAnswer()
    {
        QVERIFY(open());
        const auto asked = ask();
        EVENTUALLY_COMPARE(m_node->requests(), QList<qint64>{1});

        m_node->say(LinkAnswer{.id = 1, .value = {.json = {{u"a"_s, 1}}}});

        EVENTUALLY_VERIFY(asked->outcome);
        QCOMPARE((*asked->outcome)->json.value(u"a"_s).toInt(), 1);
        const auto next = ask();
        EVENTUALLY_COMPARE(m_node->requests(), (QList<qint64>{1, 2}));
        QCOMPARE(m_node->all<Request>().last().settled, 1); // the node need not keep it
    }

    void asksOnceMoreUnderTheSameIdWhereTheLinkBroke()
    {
        QVERIFY(open());
        const auto asked = ask();
        EVENTUALLY_COMPARE(m_node->requests(), QList<qint64>{1});

        m_node->cut();
        EVENTUALLY_VERIFY(!m_link->isOpen());
        m_clock.advance(1s);
        EVENTUALLY_COMPARE(m_node->requests(), (QList<qint64>{1, 1}));
        QVERIFY(m_node->all<Hello>().last().onlyThere); // a new desktop would be another one

        m_node->say(LinkAnswer{.id = 1});
        EVENTUALLY_VERIFY(asked->outcome);
        QVERIFY(asked->outcome->has_value());
    }

    void stopsWhatRuns()
    {
        QVERIFY(open());
        const auto asked = ask();
        EVENTUALLY_COMPARE(m_node->requests(), QList<qint64>{1});

        asked->stop.request_stop();
        EVENTUALLY_COMPARE(m_node->all<StopRequest>().size(), 1);
        m_node->say(LinkAnswer{.id = 1, .error = Error{Errc::Stopped, u"Stopped."_s}});

        EVENTUALLY_VERIFY(asked->outcome);
        QCOMPARE(asked->outcome->error().code, Errc::Stopped);
    }

    void doesNotWaitForANodeThatDoesNotStop()
    {
        QVERIFY(open());
        const auto asked = ask();
        EVENTUALLY_COMPARE(m_node->requests(), QList<qint64>{1});
        asked->stop.request_stop();
        EVENTUALLY_COMPARE(m_node->all<StopRequest>().size(), 1);

        m_clock.advance(2s);

        EVENTUALLY_VERIFY(asked->outcome);
        QCOMPARE(asked->outcome->error().code, Errc::Stopped);
    }

    void endsAtOnceWhileTheNodeIsAwayAndStopsItLater()
    {
        QVERIFY(open());
        const auto asked = ask();
        EVENTUALLY_COMPARE(m_node->requests(), QList<qint64>{1});
        m_node->cut();
        EVENTUALLY_VERIFY(!m_link->isOpen());

        asked->stop.request_stop();
        EVENTUALLY_VERIFY(asked->outcome);
        QCOMPARE(asked->outcome->error().code, Errc::Stopped);

        m_clock.advance(1s);
        EVENTUALLY_COMPARE(m_node->all<StopRequest>().size(), 1);
        QCOMPARE(m_node->requests(), QList<qint64>{1}); // not sent again
    }

    void isLostWhenTheNodeStaysAwayForTheLease()
    {
        QVERIFY(open());
        QSignalSpy lost(m_link.get(), &DeskLink::lost);
        const auto asked = ask();
        m_node->refuseAll();
        m_node->cut();
        EVENTUALLY_VERIFY(!m_link->isOpen());

        m_clock.advance(59s);
        QCOMPARE(lost.size(), 0);
        m_clock.advance(2s);

        QCOMPARE(lost.size(), 1);
        EVENTUALLY_VERIFY(asked->outcome);
        QCOMPARE(asked->outcome->error().code, Errc::Unavailable);
    }

    void noticesAConnectionThatIsDeadWithoutAnEnd()
    {
        QVERIFY(open());
        m_clock.advance(10s);
        EVENTUALLY_COMPARE(m_node->all<Renew>().size(), 1);
        m_clock.advance(10s); // no Renewed came
        EVENTUALLY_VERIFY(!m_link->isOpen());
        m_clock.advance(1s);
        EVENTUALLY_COMPARE(m_node->connections, 2);
    }

    void renewsItsLease()
    {
        QVERIFY(open());
        for (int i = 1; i <= 3; ++i) {
            m_clock.advance(10s);
            EVENTUALLY_COMPARE(m_node->all<Renew>().size(), i);
            m_node->say(Renewed());
            const auto asked = ask(); // what is heard behind it was heard after it
            EVENTUALLY_COMPARE(m_node->requests().size(), i);
            m_node->say(LinkAnswer{.id = i});
            EVENTUALLY_VERIFY(asked->outcome);
        }
        QVERIFY(m_link->isOpen());
        QCOMPARE(m_node->connections, 1);
    }

    void isLostWhenANewerServerHasIt()
    {
        QVERIFY(open());
        QSignalSpy lost(m_link.get(), &DeskLink::lost);
        m_node->say(Refused{{Errc::Conflict, u"A newer server has it."_s}});
        EVENTUALLY_COMPARE(lost.size(), 1);
        m_clock.advance(120s);
        QCOMPARE(m_node->connections, 1);
    }

    void tellsOfTheDeathOfTheDesktop()
    {
        QVERIFY(open());
        QSignalSpy lost(m_link.get(), &DeskLink::lost);
        m_node->say(ToldDeath{{Errc::Unavailable, u"The X server ended."_s}});
        EVENTUALLY_COMPARE(lost.size(), 1);
        QCOMPARE(lost.first().first().value<Error>().message, u"The X server ended."_s);
    }

    void isLostWhenTheNodeTalksNonsense()
    {
        QVERIFY(open());
        QSignalSpy lost(m_link.get(), &DeskLink::lost);
        m_node->sayFrame({.json = {{u"type"_s, u"answer"_s}}});
        EVENTUALLY_COMPARE(lost.size(), 1);
    }

    void handsSecretsOverBeforeWhatNeedsThem()
    {
        QVERIFY(open());
        QVERIFY(m_secrets.put({.name = u"KEY"_s, .value = u"hunter2!"_s}));
        const auto asked = ask();
        EVENTUALLY_COMPARE(m_node->requests(), QList<qint64>{1});

        QVERIFY(std::holds_alternative<SetSecrets>(m_node->told.at(1)));
        QVERIFY(std::holds_alternative<Request>(m_node->told.at(2)));
        const auto again = ask();
        EVENTUALLY_COMPARE(m_node->requests(), (QList<qint64>{1, 2}));
        QCOMPARE(m_node->all<SetSecrets>().size(), 1);
    }

    void saysAgainWhichHostsAreAllowed()
    {
        QVERIFY(open());
        m_link->allow(u"example.com"_s);
        EVENTUALLY_COMPARE(m_node->all<PermitHost>().size(), 1);
        m_node->cut();
        EVENTUALLY_VERIFY(!m_link->isOpen());
        m_clock.advance(1s);
        EVENTUALLY_COMPARE(m_node->all<PermitHost>().size(), 2);
    }

    void endsTheDesktopOrLeavesIt()
    {
        QVERIFY(open());
        m_link->leave();
        m_link.reset();
        EVENTUALLY_VERIFY(m_node->isLeft());
        QVERIFY(m_node->all<EndDesktop>().isEmpty());
        init();
        QVERIFY(open());
        m_link->endDesktop();
        m_link.reset();
        EVENTUALLY_COMPARE(m_node->all<EndDesktop>().size(), 1);
    }

    void failsAtOnceWhereNobodyListens()
    {
        m_node->refuseAll();
        const auto ready = QCoro::waitFor(m_link->open(false, {}));
        QVERIFY(!ready);
        QCOMPARE(ready.error().code, Errc::Unavailable);
        QVERIFY(ready.error().message.contains(m_node->url().toString()));
    }

    void passesOnWhyTheNodeWillNot()
    {
        m_node->greets = false;
        auto task = m_link->open(false, {});
        EVENTUALLY_COMPARE(m_node->all<Hello>().size(), 1);
        m_node->say(Refused{{Errc::Unavailable, u"This node is drained."_s}});
        const auto ready = QCoro::waitFor(task);
        QCOMPARE(ready.error().message, u"This node is drained."_s);
    }

    void answersWhoAskedWhenItGoes()
    {
        QVERIFY(open());
        const auto asked = ask();
        m_link.reset();
        EVENTUALLY_VERIFY(asked->outcome);
        QVERIFY(!asked->outcome->has_value());
    }

private:
    bool open() { return QCoro::waitFor(m_link->open(false, {})).has_value(); }
    std::shared_ptr<Asked> ask()
    {
        const auto asked = std::make_shared<Asked>();
        m_tasks.push_back(follow(*m_link, asked));
        return asked;
    }

    FakeClock m_clock;
    Secrets m_secrets; ///< one test puts something in
    std::unique_ptr<ScriptedNode> m_node;
    std::unique_ptr<DeskLink> m_link;
    std::vector<QCoro::Task<>> m_tasks;
};

PILOTHOUSE_UNIT_TEST(TestDeskLink)
#include "tst_desk_link.moc"
