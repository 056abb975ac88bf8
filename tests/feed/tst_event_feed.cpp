#include "feed/event_feed.h"
#include "store/system_limits.h"
#include "support/agent_fixture.h"
#include "support/unit_test.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestEventFeed : public QObject
{
    Q_OBJECT
private slots:
    void tellsOfAnEndThatCouldNotBeStored()
    {
        ToolCall call;
        call.id = u"t1"_s;
        call.tool = u"bash"_s;
        call.action = u"run"_s;
        call.input = neededInput(call.action);
        AgentFixture fixture({{.toolCalls = {call}}});
        std::optional<FileSizeLimit> fullDisk;
        fixture.benches.behaviour = [&fullDisk](ToolCall,
                                                std::stop_token) -> QCoro::Task<ToolOutcome> {
            fullDisk.emplace(rlim_t(1));
            co_return ToolOutcome();
        };
        SessionRegistry registry(fixture.services(), 8);
        EventFeed feed(fixture.journal, registry, fixture.clock);
        Session *session = *QCoro::waitFor(registry.create({}));
        QSignalSpy ended(session, &Session::runEnded);
        QSignalSpy live(&feed, &EventFeed::live);

        QVERIFY(session->submit(u"one"_s));
        QTRY_COMPARE(ended.size(), 1);
        fullDisk.reset();

        QCOMPARE(live.size(), 2);
        QCOMPARE(live.first().at(1).value<WireEvent>().type, u"status"_s);
        QCOMPARE(live.last().at(1).value<WireEvent>().type, u"error"_s);
        QCoro::waitFor(registry.closeAll());
    }

    void tellsLateJoinersWhenTheModelIsAskedAgain()
    {
        AgentFixture fixture({});
        SessionRegistry registry(fixture.services(), 8);
        EventFeed feed(fixture.journal, registry, fixture.clock);
        const SessionRecord record{.id = {u"s"_s}};
        const auto retrying = [&] {
            const QJsonObject frame = QJsonDocument::fromJson(feed.snapshot(record).json).object();
            return frame[u"content"_s][u"retrying"_s];
        };
        const Retrying again{.attempt = 3, .delay = 8000ms, .reason = u"Overloaded."_s};

        emit registry.progressed(record.id, again);
        fixture.clock.advance(3000ms);
        const QJsonObject left{
            {u"attempt"_s, 3}, {u"delay_ms"_s, 5000}, {u"reason"_s, u"Overloaded."_s}};
        QCOMPARE(retrying().toObject(), left);
        fixture.clock.advance(9000ms); // the request is on its way
        QCOMPARE(retrying().toObject().value(u"delay_ms"_s).toInt(), 0);

        emit registry.progressed(record.id, TextDelta{u"Good"_s});
        QVERIFY(retrying().isUndefined());
    }

    void joinsWhatTheModelSaysWithinAnInterval()
    {
        AgentFixture fixture({});
        SessionRegistry registry(fixture.services(), 8);
        EventFeed feed(fixture.journal, registry, fixture.clock);
        QSignalSpy live(&feed, &EventFeed::live);
        const SessionId session{u"s"_s};

        emit registry.progressed(session, TextDelta{u"Hel"_s});
        fixture.clock.advance(49ms);
        emit registry.progressed(session, TextDelta{u"lo"_s});
        QCOMPARE(live.size(), 0);
        fixture.clock.advance(1ms);

        QCOMPARE(live.size(), 1);
        QVERIFY(live.first().at(1).value<WireEvent>().json.contains(R"("text":"Hello")"));
        fixture.clock.advance(1h);
        QCOMPARE(live.size(), 1);
    }
};

PILOTHOUSE_UNIT_TEST(TestEventFeed)
#include "tst_event_feed.moc"
