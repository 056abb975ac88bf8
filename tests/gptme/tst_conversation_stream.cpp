#include "all_doors.h"
#include "support/unit_test.h"

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kPingEvent = "data: {\"type\":\"ping\"}\n\n";

} // namespace

class TestConversationStream : public QObject
{
    Q_OBJECT
private slots:
    void saysAtOnceAndWithinFifteenSecondsThatItIsThere()
    {
        AllDoors server;
        QCOMPARE(server.ask("PUT", u"/api/v2/conversations/a"_s, "{}").status, 200);
        const QNetworkRequest request(server.url(u"/api/v2/conversations/a/events"_s));
        const std::unique_ptr<QNetworkReply> stream(server.network.get(request));
        QByteArray said;
        const auto pings = [&] {
            said += stream->readAll();
            return said.count(kPingEvent);
        };
        QTRY_COMPARE(pings(), 1);
        QVERIFY(said.startsWith("data: {"));
        QVERIFY(said.indexOf("\"type\":\"connected\"") < said.indexOf(kPingEvent));
        for (int round = 2; round < 5; ++round) {
            server.agent.clock.advance(15s);
            QTRY_VERIFY(pings() >= round);
        }
    }
};

PILOTHOUSE_UNIT_TEST(TestConversationStream)
#include "tst_conversation_stream.moc"
