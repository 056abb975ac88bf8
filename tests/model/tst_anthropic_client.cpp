#include "client_under_test.h"

#include "support/unit_test.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace pilothouse;
using Answer = ScriptedHttp::Answer;

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
        QTest::newRow("while it waits to retry") << Answer::text(
            529, stream::errorBody("overloaded_error", "busy"), {"retry-after: 100"});
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

PILOTHOUSE_UNIT_TEST(TestAnthropicClient)
#include "tst_anthropic_client.moc"
