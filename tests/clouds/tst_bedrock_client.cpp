#include "model/clouds/bedrock_client.h"

#include "../model/stream_text.h"
#include "event_frames.h"
#include "support/scripted_http.h"
#include "support/unit_test.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Answer = ScriptedHttp::Answer;

namespace {

constexpr RetryPolicy kAtOnce{.first = 1ms, .longest = 2ms};

Answer framed(const QByteArray &frames, qsizetype pieceSize = 0)
{
    Answer answer = Answer::stream(frames, pieceSize);
    answer.pieces.first().replace("text/event-stream", "application/vnd.amazon.eventstream");
    return answer;
}

Answer refused(int status, const QByteArray &type, const QByteArray &words)
{
    return Answer::text(status, R"({"message":")" + words + "\"}",
                        {"x-amzn-errortype: " + type, "x-amzn-requestid: aws-1"});
}

ModelConfig bedrockAt(const ScriptedHttp &server)
{
    ModelConfig config;
    config.bedrock = {.region = u"eu-west-1"_s,
                      .url = server.baseUrl(),
                      .keyId = u"AKIDEXAMPLE"_s,
                      .secretKey = u"secret-half"_s};
    config.maxAttempts = 3;
    return config;
}

struct Reply
{
    Result<ModelReply> reply;
    QStringList retries;
};

Reply ask(const ModelConfig &config, const QString &key = {})
{
    BedrockClient client(config, ModelTable::builtin(), systemClock(), kAtOnce);
    Reply result{.reply = fail(Errc::Internal, {}), .retries = {}};
    const ModelRequest request{.model = u"us.anthropic.claude-opus-4-8-v1:0"_s,
                               .dialect = ToolDialect::Computer20251124,
                               .systemPrompt = u"You are tested."_s,
                               .pictureSize = {1280, 800},
                               .turns = {UserTurn{.texts = {u"Hello"_s}}},
                               .apiKey = key};
    const auto progress = [&result](const ModelProgress &each) {
        if (const auto *retry = std::get_if<Retrying>(&each))
            result.retries += retry->reason;
    };
    result.reply = QCoro::waitFor(client.complete(request, progress, {}));
    return result;
}

} // namespace

class TestBedrockClient : public QObject
{
    Q_OBJECT
private slots:
    void asksInTheEnvelopeOfBedrock()
    {
        ScriptedHttp server;
        server.then(framed(frames::chunks(stream::saying("Hi")), 7));
        const Reply got = ask(bedrockAt(server));
        QVERIFY2(got.reply, got.reply ? "" : qPrintable(got.reply.error().message));
        QCOMPARE(got.reply->blocks.first().text, u"Hi"_s);
        QCOMPARE(got.reply->stopReason, u"end_turn"_s);
        const auto &sent = server.requests().first();
        QCOMPARE(sent.line, "POST /model/us.anthropic.claude-opus-4-8-v1:0/"
                            "invoke-with-response-stream HTTP/1.1");
        QVERIFY(sent.headers.value("authorization")
                    .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
        QVERIFY(sent.headers.value("authorization").contains("/eu-west-1/bedrock/aws4_request"));
        QVERIFY(!sent.headers.contains("anthropic-version"));
        QVERIFY(!sent.headers.contains("x-api-key"));
        const QJsonObject body = QJsonDocument::fromJson(sent.body).object();
        QCOMPARE(body.value(u"anthropic_version"_s).toString(), u"bedrock-2023-05-31"_s);
        QCOMPARE(body.value(u"anthropic_beta"_s).toArray(),
                 (QJsonArray{u"computer-use-2025-11-24"_s, u"context-management-2025-06-27"_s}));
        QVERIFY(!body.contains(u"model"_s) && !body.contains(u"stream"_s));
    }

    void sendsABearerKeyInsteadOfASignature()
    {
        ScriptedHttp server;
        server.then(framed(frames::chunks(stream::saying("a"))));
        server.then(framed(frames::chunks(stream::saying("b"))));
        ModelConfig config = bedrockAt(server);
        config.bedrock.bearerKey = u"key-of-bedrock"_s;
        QVERIFY(ask(config).reply);
        QVERIFY(ask(config, u"key-of-the-message"_s).reply);
        QCOMPARE(server.requests().at(0).headers.value("authorization"), "Bearer key-of-bedrock");
        QCOMPARE(server.requests().at(1).headers.value("authorization"),
                 "Bearer key-of-the-message");
    }

    void takesUpNewKeysOfTheFileAtTheNextTry()
    {
        QTemporaryDir folder;
        ScriptedHttp server;
        ModelConfig config = bedrockAt(server);
        config.bedrock.keyId.clear();
        config.bedrock.secretKey.clear();
        config.bedrock.profile = u"work"_s;
        config.bedrock.keysFile = folder.filePath(u"credentials"_s);
        const auto without = ask(config).reply;
        QVERIFY(!without && without.error().code == Errc::Unauthorized);
        QFile file(config.bedrock.keysFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[work]\naws_access_key_id=OFTHEFILE\naws_secret_access_key=x\n"
                   "aws_session_token=token-1\n");
        file.close();
        server.then(framed(frames::chunks(stream::saying("a"))));
        QVERIFY(ask(config).reply);
        QVERIFY(server.requests().first().headers.value("authorization").contains("OFTHEFILE/"));
        QCOMPARE(server.requests().first().headers.value("x-amz-security-token"), "token-1");
    }

    void oneHalfOfAKeyIsNotMixedWithTheFile()
    {
        ScriptedHttp server;
        ModelConfig config = bedrockAt(server);
        config.bedrock.secretKey.clear();
        const auto reply = ask(config).reply;
        QVERIFY(!reply && reply.error().message.contains(u"AWS_SECRET_ACCESS_KEY"_s));
        QCOMPARE(server.requests().size(), 0);
    }

    void mapsEachErrorOfBedrock_data()
    {
        QTest::addColumn<Answer>("answer");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<int>("requests");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *tag, const Answer &answer, Errc code, int requests,
                            const char *says) {
            QTest::newRow(tag) << answer << code << requests << QString::fromLatin1(says);
        };
        row("throttled", refused(429, "ThrottlingException:http://x/", "Too many tokens"),
            Errc::RateLimited, 3, "rate limit is reached");
        row("quota", refused(400, "ServiceQuotaExceededException", "q"), Errc::RateLimited, 1,
            "AWS Service Quotas");
        row("not ready", refused(429, "ModelNotReadyException", "m"), Errc::Unavailable, 3,
            "not ready yet");
        row("overloaded", refused(503, "ServiceUnavailableException", "m"), Errc::Unavailable, 3,
            "overloaded");
        row("internal", refused(500, "InternalServerException", "m"), Errc::Unavailable, 3,
            "internal problem");
        row("too slow", refused(408, "ModelTimeoutException", "m"), Errc::Unavailable, 3,
            "too long");
        row("model failed", refused(424, "ModelErrorException", "m"), Errc::Unavailable, 3,
            "failed");
        row("invalid", refused(400, "ValidationException", "The provided model is invalid"),
            Errc::InvalidArgument, 1, "It says: The provided model is invalid. (request aws-1)");
        row("unknown model", refused(404, "ResourceNotFoundException", "m"), Errc::InvalidArgument,
            1, "AWS_REGION");
        row("no access", refused(403, "AccessDeniedException", "m"), Errc::Unauthorized, 1,
            "bedrock:InvokeModelWithResponseStream");
        row("unknown key", refused(403, "UnrecognizedClientException", "m"), Errc::Unauthorized, 1,
            "AWS_ACCESS_KEY_ID");
        row("ended key", refused(403, "ExpiredTokenException", "m"), Errc::Unauthorized, 1,
            "have ended");
        row("wrong signature", refused(403, "InvalidSignatureException", "m"), Errc::Unauthorized,
            1, "the clock of this machine");
        row("a name that is new", refused(418, "TeapotException", "short and stout"),
            Errc::Unavailable, 1, "short and stout");
        const auto within = [](const QByteArray &type) {
            return framed(frames::chunks(stream::start()) + frames::exception(type, "words"));
        };
        row("throttled in the stream", within("throttlingException"), Errc::RateLimited, 3,
            "It says: words.");
        row("broken off", within("modelStreamErrorException"), Errc::Unavailable, 3,
            "broke the reply off");
        row("invalid in the stream", within("validationException"), Errc::InvalidArgument, 1,
            "words");
        row("a new name in the stream", within("teapotException"), Errc::Unavailable, 3, "words");
        row("an error message",
            framed(frames::message(frames::field(":message-type", "error") +
                                       frames::field(":error-code", "InternalFailure") +
                                       frames::field(":error-message", "words"),
                                   "")),
            Errc::Unavailable, 3, "words");
        row("an error of the model API in a chunk",
            framed(frames::chunks(stream::start()) +
                   frames::chunk(stream::errorBody("overloaded_error", "busy"))),
            Errc::Unavailable, 3, "busy");
    }

    void mapsEachErrorOfBedrock()
    {
        QFETCH(Answer, answer);
        QFETCH(int, requests);
        ScriptedHttp server;
        for (int i = 0; i < requests; ++i)
            server.then(answer);
        const Reply got = ask(bedrockAt(server));
        QVERIFY(!got.reply);
        QTEST(got.reply.error().code, "code");
        QFETCH(QString, says);
        QVERIFY2(got.reply.error().message.contains(says), qPrintable(got.reply.error().message));
        QCOMPARE(server.requests().size(), requests);
        QCOMPARE(server.unexpected(), 0);
    }

    void aReplyThatIsNotWholeIsAskedForAgain_data()
    {
        QTest::addColumn<Answer>("answer");
        const QByteArray whole = frames::chunks(stream::saying("x"));
        QTest::newRow("cut between two messages") << framed(frames::chunks(stream::start()));
        QTest::newRow("cut within a message") << framed(whole.first(whole.size() / 2));
        QTest::newRow("nothing") << framed({});
        QByteArray changed = whole;
        changed[whole.size() / 2] = char(changed.at(whole.size() / 2) ^ 4);
        QTest::newRow("a bit that changed") << framed(changed);
        QTest::newRow("a chunk that is no base64") << framed(frames::message(
            frames::field(":event-type", "chunk") + frames::field(":message-type", "event"),
            R"({"bytes":"*"})"));
        QTest::newRow("a chunk that is no JSON") << framed(frames::message(
            frames::field(":event-type", "chunk") + frames::field(":message-type", "event"), "no"));
        Answer broken = framed(frames::chunks(stream::start()));
        broken.pieces.removeLast();
        broken.close = true;
        QTest::newRow("the connection breaks") << broken;
    }

    void aReplyThatIsNotWholeIsAskedForAgain()
    {
        QFETCH(Answer, answer);
        ScriptedHttp server;
        server.then(answer);
        server.then(framed(frames::chunks(stream::saying("whole"))));
        const Reply got = ask(bedrockAt(server));
        QVERIFY(got.reply);
        QCOMPARE(got.reply->blocks.first().text, u"whole"_s);
        QCOMPARE(got.retries.size(), 1);
    }

    void unknownEventsAndMetricsAreLetPass()
    {
        const QByteArray other = frames::message(frames::field(":event-type", "initial-response") +
                                                     frames::field(":message-type", "event"),
                                                 "{}");
        QByteArray events = stream::start() + stream::ping() + stream::textBlock(0, {"y"}) +
                            stream::messageDelta("end_turn");
        events += stream::frame("message_stop",
                                R"({"type":"message_stop","amazon-bedrock-invocationMetrics":{}})");
        ScriptedHttp server;
        server.then(framed(other + frames::chunks(events)));
        const Reply got = ask(bedrockAt(server));
        QVERIFY(got.reply);
        QCOMPARE(got.reply->blocks.first().text, u"y"_s);
    }

    void neverRepeatsTheKeyThatAServerEchoes()
    {
        ScriptedHttp server;
        server.then(refused(400, "ValidationException", "bad key-of-bedrock"));
        ModelConfig config = bedrockAt(server);
        config.bedrock.bearerKey = u"key-of-bedrock"_s;
        const Reply got = ask(config);
        QVERIFY(!got.reply && got.reply.error().message.contains(u"bad …"_s));
        QVERIFY(!got.reply.error().message.contains(u"key-of-bedrock"_s));
    }
};

PILOTHOUSE_UNIT_TEST(TestBedrockClient)
#include "tst_bedrock_client.moc"
