#include "client_under_test.h"
#include "support/eventually.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QTest>
#include <QTimer>

using namespace pilothouse;
using Answer = ScriptedHttp::Answer;

namespace {

/// A stream as `head` frames it: chunked, with `trailer` after it, or until the connection ends.
Answer framed(const QByteArray &head, const QByteArray &events, bool isChunked = true,
              const QByteArray &trailer = {})
{
    const QByteArray size = QByteArray::number(events.size(), 16);
    const QByteArray chunk = size + ";x=\"y\"\r\n" + events + "\r\n0\r\n" + trailer + "\r\n";
    return {.pieces = {head + "\r\n", isChunked ? chunk : events}, .close = !isChunked};
}

/// Events without an end.
struct Ticks
{
    Ticks() { timer.start(0); }
    QTimer timer;
};

} // namespace

/// Whole requests to servers that speak HTTP and the API's dialect in ways of their own.
class TestOtherServers : public QObject
{
    Q_OBJECT
private slots:
    void understandsEachFramingOfHttp_data()
    {
        QTest::addColumn<Answer>("answer");
        const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";
        const QByteArray events = stream::saying("Hello");
        QTest::newRow("chunked") << framed(chunked, events);
        QTest::newRow("trailers") << framed(chunked, events, true, "X-Sum: 1\r\nX-Time: 2\r\n");
        QTest::newRow("100") << framed("HTTP/1.1 100 Continue\r\n\r\n" + chunked, events);
        QTest::newRow("102") << framed("HTTP/1.1 102 Processing\r\n\r\n" + chunked, events);
        QTest::newRow("103") << framed("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + chunked,
                                       events);
        QTest::newRow("several 1xx")
            << framed("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                      "HTTP/1.1 103 Early Hints\r\n\r\n" +
                          chunked,
                      events);
        QTest::newRow("103 and trailers")
            << framed("HTTP/1.1 103 Early Hints\r\n\r\n" + chunked, events, true, "X-Sum: 1\r\n");
        QTest::newRow("103 until the connection ends")
            << framed("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n", events, false);
        QTest::newRow("until the connection ends") << framed("HTTP/1.1 200 OK\r\n", events, false);
        QTest::newRow("HTTP/1.0") << framed("HTTP/1.0 200 OK\r\n", events, false);
        QTest::newRow("201") << framed("HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n",
                                       events);
    }
    void understandsEachFramingOfHttp()
    {
        QFETCH(Answer, answer);
        ScriptedHttp server;
        for (int i = 0; i < 3; ++i)
            server.then(answer);
        AnthropicClient client(configFor(server), ModelTable::builtin(), kClock, kQuick);
        Seen seen;
        for (int i = 0; i < 2; ++i) {
            const auto reply = QCoro::waitFor(client.complete(hello(), seen.sink(), {}));
            QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
            QCOMPARE(reply->blocks.first().text, u"Hello"_s);
        }
        QVERIFY(seen.retries.isEmpty());
        // An interim answer costs a second request once.
        QVERIFY(server.requests().size() <= 3);
        QCOMPARE(server.requests().first().body, server.requests().last().body);
        QCOMPARE(server.requests().first().headers.value("x-api-key"),
                 server.requests().last().headers.value("x-api-key"));
    }

    void whatFollowsAnInterimAnswerIsJudgedAsAnyAnswer_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<QString>("says");
        const QByteArray early = "HTTP/1.1 103 Early Hints\r\n\r\n";
        const auto row = [&](const char *tag, const QByteArray &rest, bool close,
                             const char *says) {
            QTest::newRow(tag) << Answer{.pieces = {early, rest}, .close = close}
                               << QString::fromLatin1(says);
        };
        row("an error", "HTTP/1.1 400 Bad\r\nContent-Length: 4\r\n\r\nugly", false, "ugly");
        row("an empty error", "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", false, "key");
        row("nothing", "", true, "No connection");
        row("half an answer", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\ndata: ", true,
            "broke off");
        row("a broken chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nx", false,
            "broke off");
    }
    void whatFollowsAnInterimAnswerIsJudgedAsAnyAnswer()
    {
        QFETCH(Answer, answer);
        QFETCH(QString, says);
        ScriptedHttp server;
        for (int i = 0; i < 6; ++i)
            server.then(answer);
        Seen seen;
        const auto reply = ask(configFor(server), hello(), seen);
        QVERIFY(!reply);
        QVERIFY2(reply.error().message.contains(says), qPrintable(reply.error().message));
    }

    void aStopEndsWhatFollowsAnInterimAnswer()
    {
        ScriptedHttp server;
        for (int i = 0; i < 2; ++i)
            server.then(Answer{.pieces = {"HTTP/1.1 103 Early Hints\r\n\r\n"}, .mute = true});
        const FakeClock clock;
        Asked asked(configFor(server), clock);
        // Qt 6.8 waits for the answer itself; an older one takes 103 for it, and is asked again.
        constexpr qsizetype kAsked = QT_VERSION < QT_VERSION_CHECK(6, 8, 0) ? 2 : 1;
        EVENTUALLY_VERIFY(server.requests().size() == kAsked);
        asked.stop.request_stop();
        EVENTUALLY_VERIFY(asked.reply);
        QCOMPARE(asked.reply->error().code, Errc::Stopped);
        EVENTUALLY_VERIFY(server.openConnections() <= 1); // Qt keeps that of the first
    }

    void aCallWrittenAsTextIsCarriedOutForUnknownModelsOnly_data()
    {
        QTest::addColumn<QString>("model");
        QTest::addColumn<int>("calls");
        QTest::newRow("unknown") << u"qwen"_s << 1;
        QTest::newRow("Claude") << u"claude-opus-5-5"_s << 0;
    }
    void aCallWrittenAsTextIsCarriedOutForUnknownModelsOnly()
    {
        QFETCH(QString, model);
        ScriptedHttp server;
        server.then(Answer::stream(stream::saying("{\\\"action\\\":\\\"screenshot\\\"}")));
        ModelRequest request = hello();
        request.model = model;
        request.dialect = ToolDialect::Custom;
        Seen seen;
        const auto reply = ask(configFor(server), request, seen);
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
        QTEST(int(reply->toolCalls().size()), "calls");
    }

    void whatOnlyKeepsTheConnectionOpenIsNoProgress_data()
    {
        QTest::addColumn<Answer>("answer");
        const QByteArray begun = stream::start();
        QTest::newRow("silence") << Answer::silence();
        QTest::newRow("silence after the head") << Answer::silentStream("");
        QTest::newRow("silence after the start") << Answer::silentStream(begun);
        QTest::newRow("pings") << Answer::endlessStream("", stream::ping());
        QTest::newRow("pings after the start") << Answer::endlessStream(begun, stream::ping());
        QTest::newRow("comments") << Answer::endlessStream(begun, ": still here\n\n");
        QTest::newRow("blank lines") << Answer::endlessStream("", "\n\n");
        QTest::newRow("events of its own")
            << Answer::endlessStream(begun, stream::frame("beat", R"({"type":"beat"})"));
        QTest::newRow("empty deltas")
            << Answer::endlessStream(begun + stream::blockStart(0, R"({"type":"text","text":""})"),
                                     stream::delta(0, R"({"type":"text_delta","text":""})"));
    }
    void whatOnlyKeepsTheConnectionOpenIsNoProgress()
    {
        QFETCH(Answer, answer);
        ScriptedHttp server;
        server.then(answer);
        server.then(Answer::stream(stream::saying("x")));
        FakeClock clock;
        ModelConfig config = configFor(server);
        config.connectTimeout = 1000h;
        config.idleTimeout = 10min;
        Asked asked(config, clock);
        EVENTUALLY_VERIFY(!server.requests().isEmpty());
        const Ticks ticks; // a silent server gives no events to go on by
        QVERIFY(eventually([&] {
            clock.advance(100ms); // many pings come in the meantime
            return !asked.seen.retries.isEmpty();
        }));
        QVERIFY(asked.seen.retries.first().reason.contains(u"silent"_s));
    }

    void contentIsProgressHoweverLongItTakes()
    {
        ScriptedHttp server;
        server.then(Answer::endlessStream(stream::start() +
                                              stream::blockStart(0, R"({"type":"text","text":""})"),
                                          stream::delta(0, R"({"type":"text_delta","text":"x"})")));
        FakeClock clock;
        ModelConfig config = configFor(server);
        config.idleTimeout = 10min;
        Asked asked(config, clock);
        for (int minutes = 0; minutes < 60; ++minutes) {
            const qsizetype before = asked.seen.text.size();
            EVENTUALLY_VERIFY(asked.seen.text.size() > before);
            clock.advance(5min);
        }
        QVERIFY(!asked.reply);
        QVERIFY(asked.seen.retries.isEmpty());
    }

    void aReplyIsWholeOnceItIsSaidWhyItEnds_data()
    {
        QTest::addColumn<Answer>("answer");
        const QByteArray said =
            stream::start() + stream::textBlock(0, {"x"}) + stream::messageDelta("end_turn");
        QTest::newRow("silence") << Answer::silentStream(said);
        QTest::newRow("pings") << Answer::endlessStream(said, stream::ping());
        QTest::newRow("the end of the body") << Answer::stream(said);
        QTest::newRow("the end of the connection") << Answer::brokenStream(said);
    }
    void aReplyIsWholeOnceItIsSaidWhyItEnds()
    {
        QFETCH(Answer, answer);
        ScriptedHttp server;
        server.then(answer);
        FakeClock clock;
        Asked asked(configFor(server), clock);
        const Ticks ticks;
        QVERIFY(eventually([&] {
            if (!asked.seen.text.isEmpty())
                clock.advance(1s);
            return asked.reply.has_value();
        }));
        QVERIFY2(*asked.reply, *asked.reply ? "" : qPrintable(asked.reply->error().message));
        QVERIFY(asked.seen.retries.isEmpty());
        QVERIFY(clock.elapsed() < 30s);
    }

    void anErrorWithoutAnEndIsReadForAWhile()
    {
        ScriptedHttp server;
        Answer answer{.pieces = {"HTTP/1.1 400 Bad\r\n\r\nno tools here", " and more"},
                      .again = true};
        server.then(answer);
        FakeClock clock;
        ModelConfig config = configFor(server);
        config.connectTimeout = config.idleTimeout = 24h; // the client may hear of it late
        Asked asked(config, clock);
        const Ticks ticks;
        QVERIFY(eventually([&] {
            if (!server.requests().isEmpty())
                clock.advance(1s);
            return asked.reply.has_value();
        }));
        QVERIFY2(asked.reply->error().message.contains(u"no tools here"_s),
                 qPrintable(asked.reply->error().message));
    }

    void aStopEndsWhatWouldNeverEnd_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::newRow("pings") << Answer::endlessStream(stream::start(), stream::ping());
        QTest::newRow("comments") << Answer::endlessStream("", ":\n");
        QTest::newRow("content") << Answer::endlessStream(
            stream::start() + stream::blockStart(0, R"({"type":"text","text":""})"),
            stream::delta(0, R"({"type":"text_delta","text":"x"})"));
        QTest::newRow("an error's body")
            << Answer{.pieces = {"HTTP/1.1 500 Bad\r\n\r\n", "x"}, .again = true};
        QTest::newRow("silence after the stop reason")
            << Answer::silentStream(stream::start() + stream::messageDelta("end_turn"));
    }
    void aStopEndsWhatWouldNeverEnd()
    {
        QFETCH(Answer, answer);
        ScriptedHttp server;
        server.then(answer);
        const FakeClock clock; // no time passes
        Asked asked(configFor(server), clock);
        EVENTUALLY_VERIFY(!server.requests().isEmpty());
        asked.stop.request_stop();
        EVENTUALLY_VERIFY(asked.reply);
        QCOMPARE(asked.reply->error().code, Errc::Stopped);
        EVENTUALLY_COMPARE(server.openConnections(), 0);
    }
};

PILOTHOUSE_UNIT_TEST(TestOtherServers)
#include "tst_other_servers.moc"
