#include "client_under_test.h"
#include "model/anthropic/endpoint.h"
#include "support/eventually.h"
#include "support/fake_clock.h"
#include "support/unit_test.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <array>

using namespace pilothouse;
using stream::errorBody;
using Answer = ScriptedHttp::Answer;

/// What becomes of each failure: whether it is tried again, and what people are told.
class TestClientErrors : public QObject
{
    Q_OBJECT
private slots:
    void anErrorEventInTheStreamIsRetried()
    {
        ScriptedHttp server;
        server.then(Answer::stream(stream::start() +
                                   stream::frame("error", errorBody("overloaded_error", "busy"))));
        server.then(Answer::stream(stream::saying("x")));
        Seen seen;
        QVERIFY(ask(configFor(server), hello(), seen));
        QVERIFY(seen.retries.first().reason.contains(u"overloaded"_s));
    }

    void aReplyThatBreaksOffIsNamedByItsRequest_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("cut") << QByteArray();
        QTest::newRow("error event") << stream::frame("error", R"({"type":"error","error":{}})");
        QTest::newRow("no JSON") << stream::frame("message_delta", "{");
    }
    void aReplyThatBreaksOffIsNamedByItsRequest()
    {
        QFETCH(QByteArray, rest);
        ScriptedHttp server;
        server.then(Answer::stream(stream::start() + rest));
        server.then(Answer::stream(stream::saying("x")));
        Seen seen;
        QVERIFY(ask(configFor(server), hello(), seen));
        QVERIFY2(seen.retries.first().reason.endsWith(u" (request req_scripted)"_s),
                 qPrintable(seen.retries.first().reason));
    }

    void mapsEachErrorOfTheApi_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *tag, const Answer &answer, Errc code, int requests,
                            const char *says) {
            QTest::newRow(tag) << answer << int(code) << requests << QString::fromLatin1(says);
        };
        const auto error = [](int status, const char *type, const QByteArrayList &headers = {},
                              const QByteArray &code = {}) {
            return Answer::text(status, errorBody(type, "the reason", code), headers);
        };
        row("400", error(400, "invalid_request_error"), Errc::InvalidArgument, 1, "the reason");
        row("401", error(401, "authentication_error"), Errc::Unauthorized, 1, "ANTHROPIC_API_KEY");
        row("401 with a challenge",
            error(401, "authentication_error", {"WWW-Authenticate: Basic realm=\"x\""}),
            Errc::Unauthorized, 1, "the reason");
        row("402", error(402, "billing_error"), Errc::Unavailable, 1, "billing");
        row("403", error(403, "permission_error"), Errc::Unauthorized, 1, "access");
        row("404", error(404, "not_found_error"), Errc::InvalidArgument, 1, "the model's name");
        row("407", Answer::text(407, "proxy"), Errc::Unavailable, 1, "407");
        row("408", Answer::text(408, ""), Errc::Unavailable, 3, "too long");
        row("409", error(409, "conflict_error"), Errc::Unavailable, 3, "conflict");
        row("413 from the edge", Answer::text(413, "<html>too big</html>"), Errc::TooLarge, 1,
            "new session");
        row("422", error(422, "x"), Errc::InvalidArgument, 1, "refused");
        row("429", error(429, "rate_limit_error", {"retry-after-ms: 1"}), Errc::RateLimited, 3,
            "limit");
        row("429 of the month", error(429, "rate_limit_error", {}, "enforced_spend_limit_reached"),
            Errc::RateLimited, 1, "month");
        row("429 for hours", error(429, "rate_limit_error", {"retry-after: 7200"}),
            Errc::RateLimited, 1, "120 minutes");
        row("500", error(500, "api_error"), Errc::Unavailable, 3, "req_9");
        row("500 not to be retried", error(500, "api_error", {"x-should-retry: false"}),
            Errc::Unavailable, 1, "internal");
        row("400 to be retried", error(400, "x", {"x-should-retry: true"}), Errc::InvalidArgument,
            3, "refused");
        row("502 in HTML", Answer::text(502, "<html>"), Errc::Unavailable, 3, "internal");
        row("503", error(503, "api_error"), Errc::Unavailable, 3, "internal");
        row("504", error(504, "timeout_error"), Errc::Unavailable, 3, "too long");
        row("529", error(529, "overloaded_error"), Errc::Unavailable, 3, "overloaded");
        row("a web page", Answer::text(200, "<html>", {"Content-Type: text/html"}),
            Errc::Unavailable, 1, "its address");
        row("a redirect is not followed",
            Answer::text(307, "", {"Location: http://127.0.0.1:1/steal"}), Errc::InvalidArgument, 1,
            "redirects");
        row("no answer at all", Answer::hangUp(), Errc::Unavailable, 3, "127.0.0.1");
        row("an empty stream", Answer::stream(""), Errc::Unavailable, 3, "broke off");
        row("a frame without end", Answer::stream("data: " + QByteArray(17 << 20, 'x')),
            Errc::Unavailable, 3, "larger than");
    }
    void mapsEachErrorOfTheApi()
    {
        QFETCH(Answer, answer);
        QFETCH(int, requests);
        QFETCH(QString, says);
        ScriptedHttp server;
        for (int i = 0; i < 30; ++i)
            server.then(answer);
        Seen seen;
        const auto reply = ask(configFor(server), hello(), seen);
        QVERIFY(!reply);
        QTEST(int(reply.error().code), "code");
        QVERIFY2(reply.error().message.contains(says), qPrintable(reply.error().message));
        // A connection that dies unanswered may be tried again by Qt itself.
        QVERIFY(server.requests().size() >= requests);
        QCOMPARE(seen.retries.size(), requests - 1);
        QVERIFY(!reply.error().message.contains(u"sk-secret"_s));
    }

    void keepsTheKeyOutOfErrors()
    {
        ScriptedHttp server;
        server.then(Answer::text(400, errorBody("invalid_request_error", "bad header sk-secret")));
        Seen seen;
        const auto reply = ask(configFor(server), hello(), seen);
        QVERIFY(reply.error().message.contains(u"bad header …"_s));
        QVERIFY(!reply.error().detail.contains(u"sk-secret"_s));
    }

    void aLongSilenceIsAFailure_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::newRow("no answer") << Answer::silence();
        QTest::newRow("mid-stream") << Answer::silentStream(stream::start());
    }
    void aLongSilenceIsAFailure()
    {
        QFETCH(Answer, answer);
        ScriptedHttp server;
        server.then(answer);
        server.then(Answer::stream(stream::saying("after all")));
        ModelConfig config = configFor(server);
        config.connectTimeout = 1000h; // it notices late that it is connected
        FakeClock clock;
        Asked asked(config, clock);
        const auto hasGivenUp = [&] {
            clock.advance(idleTimeoutOf(config));
            return !asked.seen.retries.isEmpty();
        };
        QVERIFY(eventually(hasGivenUp));
        clock.advance(kQuick.longest);
        EVENTUALLY_VERIFY(asked.reply);
        QVERIFY(*asked.reply);
        QCOMPARE(asked.seen.retries.size(), 1);
        QVERIFY2(asked.seen.retries.first().reason.contains(u"silent"_s),
                 qPrintable(asked.seen.retries.first().reason));
    }

    void aServerThatIsNotThereIsNamed()
    {
        ModelConfig config;
        {
            const ScriptedHttp gone;
            config = configFor(gone);
        }
        Seen seen;
        const auto reply = ask(config, hello(), seen);
        QCOMPARE(reply.error().code, Errc::Unavailable);
        QVERIFY(reply.error().message.contains(u"127.0.0.1"_s));
        QCOMPARE(seen.retries.size(), 2);
    }

    void aServerThatTakesNoConnectionIsGivenUp()
    {
        // A listener nobody serves: once its queue is full the kernel drops what comes.
        QTcpServer full;
        full.setListenBacklogSize(0);
        QVERIFY(full.listen(QHostAddress::LocalHost));
        full.pauseAccepting();
        std::array<QTcpSocket, 3> waiting;
        for (QTcpSocket &socket : waiting)
            socket.connectToHost(full.serverAddress(), full.serverPort());
        QTRY_COMPARE(waiting.front().state(), QAbstractSocket::ConnectedState);
        ModelConfig config;
        config.baseUrl = u"http://127.0.0.1:%1"_s.arg(full.serverPort());
        config.connectTimeout = 200ms;
        config.maxAttempts = 2;
        FakeClock clock;
        Asked asked(config, clock);
        clock.advance(config.connectTimeout);
        clock.advance(kQuick.longest);
        QVERIFY(!asked.reply); // it tries again
        clock.advance(config.connectTimeout);
        EVENTUALLY_VERIFY(asked.reply);
        const Error &error = asked.reply->error();
        QCOMPARE(error.code, Errc::Unavailable);
        QVERIFY2(error.message.contains(u"could not be reached within 0.2 s"_s),
                 qPrintable(error.message));
        QCOMPARE(asked.seen.retries.size(), 1);
    }

    void waitsAsLongAsTheServerAsks()
    {
        ScriptedHttp server;
        server.then(Answer::text(529, "{}", {"retry-after-ms: 37"}));
        server.then(Answer::stream(stream::saying("x")));
        Seen seen;
        QVERIFY(ask(configFor(server), hello(), seen));
        QCOMPARE(seen.retries.first().delay, 37ms);
    }
};

PILOTHOUSE_UNIT_TEST(TestClientErrors)
#include "tst_client_errors.moc"
