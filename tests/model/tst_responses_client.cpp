#include "model/responses/responses_client.h"

#include "core/json.h"
#include "responses_text.h"
#include "support/eventually.h"
#include "support/scripted_http.h"
#include "support/unit_test.h"

#include <QCoroTask>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr RetryPolicy kNoPause{.first = 1ms, .longest = 2ms};

ModelConfig configOf(const ScriptedHttp &server)
{
    ModelConfig config;
    config.apiKey = u"sk-secret"_s;
    config.baseUrl = server.baseUrl();
    config.maxAttempts = 3;
    return config;
}

ModelRequest greeting()
{
    return {.model = u"gpt-unknown"_s,
            .dialect = ToolDialect::OpenAiComputer,
            .systemPrompt = u"You are tested."_s,
            .pictureSize = {1280, 800},
            .turns = {UserTurn{.texts = {u"Hello"_s}}}};
}

ScriptedHttp::Answer helloReply()
{
    return ScriptedHttp::Answer::stream(streamOf({kMessageItem}), 11);
}

QByteArray openAiError(const QByteArray &message, const QByteArray &code = "null")
{
    return "{\"error\":{\"message\":\"" + message +
           "\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":" + code + "}}";
}

struct StreamedReply
{
    QString text;
    int retries = 0;
    ProgressSink sink()
    {
        return [this](const ModelProgress &progress) {
            retries += std::holds_alternative<Retrying>(progress) ? 1 : 0;
            if (const auto *delta = std::get_if<TextDelta>(&progress))
                text += delta->text;
        };
    }
};

Result<ModelReply> askOpenAi(ResponsesClient &client, ModelRequest request,
                             StreamedReply *told = nullptr)
{
    StreamedReply unheard;
    return QCoro::waitFor(
        client.complete(std::move(request), (told ? *told : unheard).sink(), std::stop_token()));
}

} // namespace

class TestResponsesClient : public QObject
{
    Q_OBJECT
private slots:
    void readsAStreamAndSendsTheKeyAsABearer()
    {
        ScriptedHttp server;
        server.then(helloReply());
        ResponsesClient client(configOf(server), ModelTable::builtin(), systemClock(), kNoPause);
        const auto reply = askOpenAi(client, greeting());
        QVERIFY(reply);
        QCOMPARE(reply->blocks.first().text, u"Hällo"_s);
        const auto &sent = server.requests().first();
        QCOMPARE(sent.line, QByteArray("POST /v1/responses HTTP/1.1"));
        QCOMPARE(sent.headers.value("authorization"), QByteArray("Bearer sk-secret"));
        QVERIFY(!sent.headers.contains("anthropic-version"));
    }

    void triesAgainWhatMayGetBetter()
    {
        ScriptedHttp server;
        server.then(
            ScriptedHttp::Answer::text(429, openAiError("Slow down."), {"retry-after-ms: 2"}));
        server.then(ScriptedHttp::Answer::brokenStream(begun() + itemDone(0, kMessageItem)));
        server.then(helloReply());
        ResponsesClient client(configOf(server), ModelTable::builtin(), systemClock(), kNoPause);
        StreamedReply told;
        QVERIFY(askOpenAi(client, greeting(), &told));
        QCOMPARE(told.retries, 2);
        QCOMPARE(server.requests().at(2).body, server.requests().at(0).body);
    }

    void asksForNoMoreThanIsGranted_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("gone");
        QTest::newRow("reasoning")
            << QByteArray("Encrypted content is not supported here.") << QByteArray("\"include\"");
        QTest::newRow("pictures") << QByteArray("detail 'original' is not supported.")
                                  << QByteArray("\"original\"");
    }
    void asksForNoMoreThanIsGranted()
    {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, gone);
        ScriptedHttp server;
        server.then(ScriptedHttp::Answer::text(400, openAiError(words)));
        server.then(helloReply());
        server.then(helloReply());
        ResponsesClient client(configOf(server), ModelTable::builtin(), systemClock(), kNoPause);
        ModelRequest request = greeting();
        std::get<UserTurn>(request.turns[0])
            .pictures.append({{.bytes = "PNG", .mediaType = u"image/png"_s, .size = {1, 1}}, 0});
        QVERIFY(askOpenAi(client, request));
        QVERIFY(askOpenAi(client, request));
        QVERIFY(server.requests().at(0).body.contains(gone));
        QVERIFY(!server.requests().at(1).body.contains(gone));
        QVERIFY(!server.requests().at(2).body.contains(gone)); // it has learnt
    }

    void givesUpWhatCannotGetBetter_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<int>("expected");
        QTest::addColumn<QString>("words");
        QTest::newRow("400") << 400 << QByteArray("null") << int(Errc::InvalidArgument)
                             << u"refused the request. It says: Oh."_s;
        QTest::newRow("401") << 401 << QByteArray("\"invalid_api_key\"") << int(Errc::Unauthorized)
                             << u"OPENAI_API_KEY"_s;
        QTest::newRow("403") << 403 << QByteArray("null") << int(Errc::Unauthorized)
                             << u"access to the model"_s;
        QTest::newRow("404") << 404 << QByteArray("\"model_not_found\"")
                             << int(Errc::InvalidArgument) << u"check the model's name"_s;
        QTest::newRow("no money") << 429 << QByteArray("\"insufficient_quota\"")
                                  << int(Errc::Unavailable) << u"check plan and credit"_s;
    }
    void givesUpWhatCannotGetBetter()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, code);
        QFETCH(int, expected);
        QFETCH(QString, words);
        ScriptedHttp server;
        server.then(ScriptedHttp::Answer::text(status, openAiError("Oh.", code)));
        ResponsesClient client(configOf(server), ModelTable::builtin(), systemClock(), kNoPause);
        const auto reply = askOpenAi(client, greeting());
        QVERIFY(!reply);
        QCOMPARE(int(reply.error().code), expected);
        QVERIFY2(reply.error().message.contains(words), qPrintable(reply.error().message));
        QCOMPARE(server.requests().size(), 1);
    }

    void stopsAtOnce()
    {
        ScriptedHttp server;
        server.then(ScriptedHttp::Answer::silentStream(begun()));
        ResponsesClient client(configOf(server), ModelTable::builtin(), systemClock(), kNoPause);
        std::stop_source stop;
        std::optional<Result<ModelReply>> reply;
        client.complete(greeting(), {}, stop.get_token()).then([&](Result<ModelReply> answer) {
            reply = std::move(answer);
        });
        QVERIFY(eventually([&] { return server.requests().size() == 1; }));
        stop.request_stop();
        QVERIFY(eventually([&] { return reply.has_value(); }));
        QCOMPARE(reply->error().code, Errc::Stopped);
        QVERIFY(eventually([&] { return server.openConnections() == 0; }));
    }
};

PILOTHOUSE_UNIT_TEST(TestResponsesClient)
#include "tst_responses_client.moc"
