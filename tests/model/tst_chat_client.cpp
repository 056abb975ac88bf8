#include "model/chat/chat_client.h"

#include "chat_replies.h"
#include "client_under_test.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using Answer = ScriptedHttp::Answer;

namespace {

Result<ModelReply> askChat(const ScriptedHttp &server, ModelRequest request, Seen &seen,
                           std::stop_token stop = {})
{
    ChatClient client(configFor(server), ModelTable::builtin(), kClock, kQuick);
    return QCoro::waitFor(client.complete(std::move(request), seen.sink(), stop));
}

ModelRequest helloChat()
{
    ModelRequest request = hello();
    request.model = u"q"_s;
    request.dialect = ToolDialect::Custom;
    return request;
}

Answer refusingChat(const QByteArray &words, int status = 400)
{
    return Answer::text(status, R"({"error":{"message":")" + words + R"("}})");
}

} // namespace

/// The client of chat completions against a server that answers by script.
class TestChatClient : public QObject
{
    Q_OBJECT
private slots:
    void bringsAReply()
    {
        ScriptedHttp server;
        server.then(Answer::stream(chat::saying("Hello"), 5));
        Seen seen;
        const auto reply = askChat(server, helloChat(), seen);
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
        QCOMPARE(reply->blocks.first().text, u"Hello"_s);
        QCOMPARE(seen.text, u"Hello"_s);
        QCOMPARE(reply->usage, (Usage{.input = 10, .output = 7}));
        const auto &request = server.requests().first();
        QCOMPARE(request.line, QByteArray("POST /v1/chat/completions HTTP/1.1"));
        QCOMPARE(request.headers.value("authorization"), QByteArray("Bearer sk-secret"));
    }

    void aReplyThatBreaksOffIsAskedForAgain_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::newRow("cut") << Answer::brokenStream(chat::text("Hel"));
        QTest::newRow("ended early") << Answer::stream(chat::text("Hel"));
        QTest::newRow("busy") << refusingChat("busy", 503);
        QTest::newRow("too fast") << refusingChat("slow", 429);
        QTest::newRow("error in the middle")
            << Answer::stream(chat::text("Hel") + chat::chunk(R"({"error":{"message":"died"}})"));
        QTest::newRow("a page") << Answer::text(502, "<html><title>Bad gateway</title>");
    }
    void aReplyThatBreaksOffIsAskedForAgain()
    {
        QFETCH(Answer, answer);
        ScriptedHttp server;
        server.then(answer);
        server.then(Answer::stream(chat::saying("Hello")));
        Seen seen;
        const auto reply = askChat(server, helloChat(), seen);
        QVERIFY2(reply, reply ? "" : qPrintable(reply.error().message));
        QCOMPARE(seen.text, u"Hello"_s); // nothing twice
        QCOMPARE(seen.retries.size(), 1);
        QCOMPARE(server.requests().at(0).body, server.requests().at(1).body);
    }

    void whatTheServerDoesNotKnowIsLeftOutFromThenOn()
    {
        ScriptedHttp server;
        server.then(refusingChat("Unrecognized request argument: stream_options"));
        server.then(Answer::stream(chat::saying("Hello")));
        server.then(Answer::stream(chat::saying("Hello")));
        ChatClient client(configFor(server), ModelTable::builtin(), kClock, kQuick);
        Seen seen;
        for (int i = 0; i < 2; ++i)
            QVERIFY(QCoro::waitFor(client.complete(helloChat(), seen.sink(), {})));
        QVERIFY(server.requests().at(0).body.contains("stream_options"));
        QVERIFY(!server.requests().at(1).body.contains("stream_options"));
        QVERIFY(!server.requests().at(2).body.contains("stream_options"));
        QVERIFY(seen.retries.isEmpty());
    }

    void callsThatAreWrittenAsTextAreUnderstoodOrExplained()
    {
        ScriptedHttp server;
        server.then(Answer::stream(
            chat::text(
                R"(<tool_call>{\"name\":\"bash\",\"arguments\":{\"command\":\"ls\"}}</tool_call>)") +
            chat::end("stop")));
        server.then(
            Answer::stream(chat::text("<tool_call>bash ls</tool_call>") + chat::end("stop")));
        Seen seen;
        const auto understood = askChat(server, helloChat(), seen);
        QCOMPARE(understood->toolCalls().size(), 1);
        const auto explained = askChat(server, helloChat(), seen);
        QVERIFY(explained->problem.contains(u"--enable-auto-tool-choice"_s));
    }

    void aClickComesOutInPixels_data()
    {
        QTest::addColumn<int>("x");
        QTest::addColumn<bool>("works");
        QTest::newRow("inside") << 500 << true;
        QTest::newRow("outside") << 1200 << false;
    }
    void aClickComesOutInPixels()
    {
        QFETCH(int, x);
        QFETCH(bool, works);
        ScriptedHttp server;
        server.then(Answer::stream(chat::clicking(x, 500)));
        ModelRequest request = helloChat();
        request.coordinates = CoordinateSpace::Thousand;
        Seen seen;
        const auto reply = askChat(server, request, seen);
        const ToolCall call = reply->toolCalls().first();
        QCOMPARE(call.malformed.isEmpty(), works);
        if (works)
            QCOMPARE(call.input.value("coordinate"_L1), (QJsonArray{640, 400}));
        else
            QVERIFY(call.malformed.contains(u"0 to 999"_s));
        QVERIFY(reply->blocks.first().raw.contains(QByteArray::number(x))); // as the model said it
    }

    void aStopEndsItAtOnce()
    {
        ScriptedHttp server;
        server.then(Answer::silentStream(chat::text("Hel")));
        std::stop_source stop;
        Seen seen;
        connect(&server, &ScriptedHttp::requested, this, [&] { stop.request_stop(); });
        const auto reply = askChat(server, helloChat(), seen, stop.get_token());
        QCOMPARE(reply.error().code, Errc::Stopped);
        QVERIFY(eventually([&] { return server.openConnections() == 0; }));
    }

    void theKeyIsInNoError()
    {
        ScriptedHttp server;
        server.then(refusingChat("sk-secret is wrong", 401));
        Seen seen;
        const auto reply = askChat(server, helloChat(), seen);
        QCOMPARE(reply.error().code, Errc::Unauthorized);
        QVERIFY(!reply.error().message.contains(u"sk-secret"_s));
        QVERIFY(reply.error().message.contains(u"PILOTHOUSE_CHAT_API_KEY"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestChatClient)
#include "tst_chat_client.moc"
