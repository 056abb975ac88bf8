#include "core/clock.h"
#include "model/anthropic_client.h"
#include "stream_text.h"
#include "support/scripted_http.h"

#include <QCoroFuture>
#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedHttp::Answer;

namespace {

const SystemClock kClock;
constexpr RetryPolicy kQuick{.first = 1ms, .longest = 4ms};

ModelConfig configFor(const ScriptedHttp &server)
{
    ModelConfig config;
    config.apiKey = u"sk-secret"_s;
    config.baseUrl = server.baseUrl();
    config.maxAttempts = 3;
    return config;
}

ModelRequest hello()
{
    return {.model = u"claude-opus-5-5"_s,
            .systemPrompt = u"You are tested."_s,
            .pictureSize = {1280, 800},
            .turns = {UserTurn{.texts = {u"Hello"_s}}}};
}

struct Seen
{
    QString text; // what would be on the screen: a retry voids what came before
    QList<Retrying> retries;

    ProgressSink sink()
    {
        return [this](const ModelProgress &progress) {
            if (const auto *delta = std::get_if<TextDelta>(&progress))
                text += delta->text;
            if (const auto *retry = std::get_if<Retrying>(&progress)) {
                retries += *retry;
                text.clear();
            }
        };
    }
};

Result<ModelReply> ask(const ModelConfig &config, ModelRequest request, Seen &seen,
                       std::stop_token stop = {})
{
    AnthropicClient client(config, ModelTable::builtin(), kClock, kQuick);
    return QCoro::waitFor(client.complete(std::move(request), seen.sink(), stop));
}

using stream::errorBody;

} // namespace

class TestAnthropicClient : public QObject
{
    Q_OBJECT
private slots:
    void streamsAReply()
    {
        ScriptedHttp server;
        server.then(Answer::stream(stream::ping() + stream::saying("Hello back")));
        Seen seen;
        const auto reply = ask(configFor(server), hello(), seen);
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
        QCOMPARE(reply->blocks.first().text, u"Hello back"_s);
        QCOMPARE(reply->requestId, u"req_scripted"_s);
        QCOMPARE(reply->stopReason, u"end_turn"_s);
        QVERIFY(reply->duration.count() >= 0);
        QCOMPARE(seen.text, u"Hello back"_s);
    }

    void sendsTheHeadersOfTheApi()
    {
        ScriptedHttp server;
        server.then(Answer::stream(stream::saying("x")));
        Seen seen;
        QVERIFY(ask(configFor(server), hello(), seen));
        const auto request = server.requests().first();
        QCOMPARE(request.line, QByteArray("POST /v1/messages HTTP/1.1"));
        QCOMPARE(request.headers.value("x-api-key"), QByteArray("sk-secret"));
        QCOMPARE(request.headers.value("anthropic-version"), QByteArray("2023-06-01"));
        QCOMPARE(request.headers.value("anthropic-beta"),
                 QByteArray("context-management-2025-06-27"));
        QCOMPARE(request.headers.value("content-type"), QByteArray("application/json"));
        QCOMPARE(request.headers.value("accept-encoding"), QByteArray("identity"));
        QVERIFY(request.headers.value("user-agent").startsWith("Pilothouse/"));
        QVERIFY(!request.headers.contains("authorization"));
        QVERIFY(!request.headers.contains("cookie"));
    }

    void aKeyOfTheRunWinsAndCanGoAsBearer()
    {
        ScriptedHttp server;
        server.then(Answer::stream(stream::saying("x")));
        ModelConfig config = configFor(server);
        config.credential = CredentialStyle::Bearer;
        ModelRequest request = hello();
        request.apiKey = u"sk-run"_s;
        Seen seen;
        QVERIFY(ask(config, request, seen));
        QCOMPARE(server.requests().first().headers.value("authorization"),
                 QByteArray("Bearer sk-run"));
        QVERIFY(!server.requests().first().headers.contains("x-api-key"));
    }

    void anyCutOfTheStreamIntoPacketsIsTheSame_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {1, 2, 3, 7, 64})
            QTest::addRow("%d bytes", size) << size;
    }
    void anyCutOfTheStreamIntoPacketsIsTheSame()
    {
        QFETCH(int, size);
        ScriptedHttp server;
        QByteArray bytes = stream::saying("a\xF0\x9F\x98\x80\xC3\xA4");
        bytes.replace("\n", "\r\n");
        server.then(Answer::stream(bytes, size));
        Seen seen;
        const auto reply = ask(configFor(server), hello(), seen);
        QVERIFY(reply);
        QCOMPARE(reply->blocks.first().text, u"a😀ä"_s);
        QCOMPARE(seen.text, u"a😀ä"_s);
    }

    void aReplyCutAfterAnyEventIsAskedForAgain_data()
    {
        QTest::addColumn<int>("events");
        const qsizetype count = QByteArrayList(stream::saying("x").split('\n')).count("");
        for (int i = 0; i + 1 < count - 1; ++i)
            QTest::addRow("after %d", i) << i;
    }
    void aReplyCutAfterAnyEventIsAskedForAgain()
    {
        QFETCH(int, events);
        const QByteArray whole = stream::saying("first");
        qsizetype cut = 0;
        for (int i = 0; i < events; ++i)
            cut = whole.indexOf("\n\n", cut) + 2;
        ScriptedHttp server;
        server.then(Answer::brokenStream(whole.first(cut)));
        server.then(Answer::stream(stream::saying("second")));
        Seen seen;
        const auto reply = ask(configFor(server), hello(), seen);
        QVERIFY(reply);
        QCOMPARE(reply->blocks.size(), 1);
        QCOMPARE(seen.text, u"second"_s);
        QCOMPARE(seen.retries.size(), 1);
        QCOMPARE(seen.retries.first().attempt, 2);
        QCOMPARE(server.requests().at(0).body, server.requests().at(1).body);
    }

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
        row("404", error(404, "not_found_error"), Errc::InvalidArgument, 1, "--model");
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
            Errc::Unavailable, 1, "--base-url");
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

    void doesNotCallThePublicApiWithoutAKey()
    {
        ModelConfig config;
        Seen seen;
        const auto reply = ask(config, hello(), seen);
        QCOMPARE(reply.error().code, Errc::Unauthorized);
        QVERIFY(reply.error().message.contains(u"ANTHROPIC_API_KEY"_s));
    }

    void asksOtherServersWithoutAKey()
    {
        ScriptedHttp server;
        server.then(Answer::stream(stream::saying("x")));
        ModelConfig config = configFor(server);
        config.apiKey.clear();
        Seen seen;
        QVERIFY(ask(config, hello(), seen));
        QVERIFY(!server.requests().first().headers.contains("x-api-key"));
    }

    void sendsNothingWhenTheTurnsAreBroken()
    {
        ScriptedHttp server;
        ModelRequest request = hello();
        request.turns +=
            AssistantTurn{{R"({"type":"tool_use","id":"t1","name":"bash","input":{}})"}};
        Seen seen;
        QCOMPARE(ask(configFor(server), request, seen).error().code, Errc::InvalidArgument);
        QVERIFY(server.requests().isEmpty());
    }

    void aStopAbortsAtOnce_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::newRow("before the answer") << Answer::silence();
        QTest::newRow("during the stream") << Answer::silentStream(
            stream::start() + stream::blockStart(0, R"({"type":"text","text":""})"));
        QTest::newRow("while it waits to retry")
            << Answer::text(529, errorBody("overloaded_error", "busy"), {"retry-after: 100"});
    }
    void aStopAbortsAtOnce()
    {
        QFETCH(Answer, answer);
        ScriptedHttp server;
        server.then(answer);
        Seen seen;
        AnthropicClient client(configFor(server), ModelTable::builtin(), kClock, kQuick);
        std::stop_source stop;
        auto task = client.complete(hello(), seen.sink(), stop.get_token());
        QSignalSpy requested(&server, &ScriptedHttp::requested);
        QVERIFY(requested.wait());
        QTimer::singleShot(20, this, [&] { stop.request_stop(); });
        const auto reply = QCoro::waitFor(std::move(task));
        QCOMPARE(reply.error().code, Errc::Stopped);
        QCOMPARE(server.requests().size(), 1);
        if (seen.retries.isEmpty())
            QTRY_COMPARE(server.openConnections(), 0);
    }

    void aStopBeforehandSendsNothing()
    {
        ScriptedHttp server;
        std::stop_source stop;
        stop.request_stop();
        Seen seen;
        QCOMPARE(ask(configFor(server), hello(), seen, stop.get_token()).error().code,
                 Errc::Stopped);
        QVERIFY(server.requests().isEmpty());
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
        config.idleTimeout = 150ms;
        Seen seen;
        const auto reply = ask(config, hello(), seen);
        QVERIFY(reply);
        QCOMPARE(seen.retries.size(), 1);
        QVERIFY2(seen.retries.first().reason.contains(u"silent"_s),
                 qPrintable(seen.retries.first().reason));
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

    void waitsAsLongAsTheServerAsks()
    {
        ScriptedHttp server;
        server.then(Answer::text(529, "{}", {"retry-after-ms: 37"}));
        server.then(Answer::stream(stream::saying("x")));
        Seen seen;
        QVERIFY(ask(configFor(server), hello(), seen));
        QCOMPARE(seen.retries.first().delay, 37ms);
    }

    void manyRepliesAtOnceDoNotQueue()
    {
        ScriptedHttp server;
        AnthropicClient client(configFor(server), ModelTable::builtin(), kClock, kQuick);
        std::stop_source stop;
        Seen seen;
        std::vector<QCoro::Task<Result<ModelReply>>> tasks;
        for (int i = 0; i < 10; ++i) {
            server.then(Answer::silence());
            tasks.push_back(client.complete(hello(), seen.sink(), stop.get_token()));
        }
        QTRY_COMPARE(server.requests().size(), 10);
        stop.request_stop();
        for (auto &task : tasks)
            QCOMPARE(QCoro::waitFor(std::move(task)).error().code, Errc::Stopped);
    }

    void repliesOneAfterTheOtherShareAConnection()
    {
        ScriptedHttp server;
        AnthropicClient client(configFor(server), ModelTable::builtin(), kClock, kQuick);
        QSignalSpy closed(&server, &ScriptedHttp::connectionClosed);
        for (int i = 0; i < 3; ++i) {
            server.then(Answer::stream(stream::saying("x")));
            QVERIFY(QCoro::waitFor(client.complete(hello(), {}, {})));
        }
        QCOMPARE(server.openConnections(), 1);
        QCOMPARE(closed.count(), 0);
    }
};

QTEST_GUILESS_MAIN(TestAnthropicClient)
#include "tst_anthropic_client.moc"
