#include "model/responses/request_builder.h"

#include "core/json.h"
#include "support/unit_test.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ModelRequest helloRequest()
{
    return {.model = u"gpt-unknown"_s,
            .dialect = ToolDialect::OpenAiComputer,
            .systemPrompt = u"You are tested."_s,
            .pictureSize = {1280, 800},
            .turns = {UserTurn{.texts = {u"Hello"_s}}}};
}

ModelInfo modelOf(const QString &id)
{
    ModelInfo model;
    model.id = id;
    model.contextTokens = 100'000;
    model.maxOutputTokens = 30'000;
    model.efforts = {u"low"_s, u"high"_s};
    model.summaries = u"auto"_s;
    model.known = true;
    return model;
}

QJsonObject bodyOf(const ModelRequest &request, const ResponsesWishes &wishes = {})
{
    ModelConfig config;
    config.apiKey = u"sk"_s;
    config.baseUrl.clear();
    const auto call = buildResponsesCall(request, modelOf(request.model), config, wishes);
    return call ? parseJsonObject(call->body).value_or(QJsonObject()) : QJsonObject();
}

QString refusal(const ModelRequest &request, ModelConfig config = {})
{
    if (config.apiKey.isEmpty())
        config.apiKey = u"sk"_s;
    const auto call = buildResponsesCall(request, modelOf(request.model), config, {});
    return call ? QString() : call.error().message;
}

} // namespace

class TestResponsesRequest : public QObject
{
    Q_OBJECT
private slots:
    void asksForAStreamThatIsStoredNowhere()
    {
        ModelRequest request = helloRequest();
        request.effort = u"high"_s;
        request.maxOutputTokens = 100'000;
        const QJsonObject body = bodyOf(request);
        QCOMPARE(body.value("model"_L1).toString(), u"gpt-unknown"_s);
        QCOMPARE(body.value("stream"_L1), true);
        QCOMPARE(body.value("store"_L1), false);
        QCOMPARE(body.value("include"_L1), QJsonArray{u"reasoning.encrypted_content"_s});
        QCOMPARE(body.value("instructions"_L1).toString(), u"You are tested."_s);
        QCOMPARE(body.value("reasoning"_L1),
                 (QJsonObject{{u"effort"_s, u"high"_s}, {u"summary"_s, u"auto"_s}}));
        QCOMPARE(body.value("max_output_tokens"_L1), 30'000);
        QCOMPARE(body.value("input"_L1).toArray().size(), 1);
        QVERIFY(!body.contains("previous_response_id"_L1));
    }

    void leavesOutWhatIsNotWishedFor()
    {
        const QJsonObject body =
            bodyOf(helloRequest(), {.encryptedReasoning = false, .summaries = false});
        QVERIFY(!body.contains("include"_L1) && !body.contains("reasoning"_L1));
    }

    void offersTheComputerAndTheRestAsStrictFunctions()
    {
        const QJsonArray tools = bodyOf(helloRequest()).value("tools"_L1).toArray();
        QCOMPARE(tools.size(), toolNames().size());
        QCOMPARE(tools.at(0).toObject(), (QJsonObject{{u"type"_s, u"computer"_s}}));
        const QJsonObject bash = tools.at(1).toObject();
        QCOMPARE(bash.value("type"_L1).toString(), u"function"_s);
        QCOMPARE(bash.value("name"_L1).toString(), u"bash"_s);
        QCOMPARE(bash.value("strict"_L1), true);
        const QJsonObject schema = bash.value("parameters"_L1).toObject();
        QCOMPARE(schema.value("additionalProperties"_L1), false);
        QCOMPARE(schema.value("required"_L1), (QJsonArray{u"command"_s, u"restart"_s}));
        QCOMPARE(schema["properties"_L1]["restart"_L1]["type"_L1],
                 (QJsonArray{u"boolean"_s, u"null"_s}));
        const QJsonObject act = tools.at(4).toObject();
        QCOMPARE(act["parameters"_L1]["properties"_L1]["id"_L1]["type"_L1].toString(), u"string"_s);

        ModelRequest plain = helloRequest();
        plain.dialect = ToolDialect::Custom;
        QCOMPARE(bodyOf(plain).value("tools"_L1)[0]["name"_L1].toString(), u"computer"_s);
    }

    void keepsTheCacheKeyOfAConversation()
    {
        const auto key = [](const ModelRequest &request) {
            return bodyOf(request).value("prompt_cache_key"_L1).toString();
        };
        ModelRequest longer = helloRequest();
        std::get<UserTurn>(longer.turns[0]).texts.append(u"And more"_s);
        ModelRequest other = helloRequest();
        std::get<UserTurn>(other.turns[0]).texts[0] = u"Other"_s;
        QVERIFY(key(helloRequest()).size() <= 64 && !key(helloRequest()).isEmpty());
        QCOMPARE(key(longer), key(helloRequest()));
        QVERIFY(key(other) != key(helloRequest()));
    }

    void refusesWhatCannotWork()
    {
        ModelRequest effort = helloRequest();
        effort.effort = u"huge"_s;
        QVERIFY(refusal(effort).contains("effort \"huge\", only: low, high"_L1));
        ModelRequest empty = helloRequest();
        empty.turns.clear();
        QVERIFY(refusal(empty).contains("it is empty"_L1));
        ModelConfig config;
        config.baseUrl = u"ftp://example.org"_s;
        QVERIFY(refusal(helloRequest(), config).contains("http or https"_L1));
        config.baseUrl.clear();
        const auto keyless = buildResponsesCall(helloRequest(), modelOf(u"m"_s), config, {});
        QCOMPARE(keyless.error().code, Errc::Unauthorized);
        QVERIFY(keyless.error().message.contains("OPENAI_API_KEY"_L1));
    }

    void saysWhenAConversationHasOutgrownARequest()
    {
        ModelRequest request = helloRequest();
        std::get<UserTurn>(request.turns[0]).texts[0] = QString(270'000, u'x');
        const auto call = [](const ModelRequest &asked) {
            ModelConfig config;
            config.apiKey = u"sk"_s;
            config.baseUrl.clear();
            return buildResponsesCall(asked, modelOf(asked.model), config, {});
        };
        QCOMPARE(call(request).error().code, Errc::TooLarge);
        request.isLast = true; // may use the room that was left for it
        request.maxOutputTokens = 100;
        QVERIFY(call(request));
    }
};

PILOTHOUSE_UNIT_TEST(TestResponsesRequest)
#include "tst_responses_request.moc"
