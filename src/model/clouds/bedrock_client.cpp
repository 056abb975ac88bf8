#include "model/clouds/bedrock_client.h"

#include "model/anthropic/messages_exchange.h"
#include "model/anthropic/request_builder.h"
#include "model/clouds/aws_keys.h"
#include "model/clouds/cloud_addresses.h"
#include "model/clouds/event_stream_reader.h"
#include "model/http/base_url.h"

#include <QCryptographicHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr char kBedrockVersion[] = "bedrock-2023-05-31";
constexpr qsizetype kMostForBedrock = 20'000'000; // bytes

ModelConfig bedrockCompleted(ModelConfig config)
{
    if (config.idleTimeout.count() == 0)
        config.idleTimeout = kPublicPatience;
    config.baseUrl = config.bedrock.url; // whether it is nearby
    config.apiKey = config.bedrock.bearerKey;
    return config;
}

Envelope bedrockEnvelope(const ModelConfig &config)
{
    const QByteArray version = config.apiVersion.toLatin1();
    return {.isWhole = true,
            .version = version.isEmpty() ? QByteArray(kBedrockVersion) : version,
            .betasInBody = true,
            .namesModel = false,
            .saysStream = false,
            .mostBytes = kMostForBedrock};
}

class BedrockExchange final : public MessagesExchange
{
public:
    using MessagesExchange::MessagesExchange;

    Result<HttpCall> call() override
    {
        const auto url = bedrockUrl(config().bedrock, bedrockModel(request().model));
        if (!url)
            return fail(url.error());
        const auto built = buildBody(request(), model(), config(), bedrockEnvelope(config()));
        if (!built)
            return fail(built.error());
        return HttpCall{
            .url = *url,
            .headers = {{"content-type", "application/json"},
                        {"accept", "application/vnd.amazon.eventstream"},
                        {"accept-encoding", "identity"},
                        {"user-agent", "Pilothouse/" PILOTHOUSE_VERSION}},
            .body = built->body,
            .maxTokens = built->maxTokens,
            .keyName = u"AWS_ACCESS_KEY_ID"_s,
        };
    }

    QCoro::Task<ApiResult<HttpCall>> authorized(HttpCall call, std::stop_token) override
    {
        const QString given = request().apiKey.trimmed();
        const QString bearer = given.isEmpty() ? config().bedrock.bearerKey.trimmed() : given;
        if (!bearer.isEmpty()) {
            call.headers.emplaceBack("authorization", "Bearer " + bearer.toLatin1());
            co_return call;
        }
        const Result<AwsKeys> keys = currentKeys();
        if (!keys)
            co_return tl::unexpected(ApiFailure{.error = keys.error()});
        call.headers.emplaceBack(
            "x-amz-content-sha256",
            QCryptographicHash::hash(call.body, QCryptographicHash::Sha256).toHex());
        AwsRequest signee{.url = call.url, .fields = call.headers, .body = call.body};
        signee.fields.removeIf([](const auto &field) { return field.first == "user-agent"; });
        const AwsScope scope{.region = config().bedrock.region.toLatin1(), .service = "bedrock"};
        call.headers += awsSignature(signee, *keys, scope, clock().now());
        co_return call;
    }

    std::unique_ptr<ReplyReader> reader(const ProgressSink &progress) override
    {
        return std::make_unique<EventStreamReader>(clock(), MessagesExchange::reader(progress));
    }

protected:
    bool mayWriteCalls() const override { return false; }

private:
    Result<AwsKeys> currentKeys() const
    {
        const BedrockConfig &set = config().bedrock;
        const AwsKeys keys{set.keyId.trimmed().toLatin1(), set.secretKey.trimmed().toLatin1(),
                           set.sessionToken.trimmed().toLatin1()};
        if (!keys.id.isEmpty() && !keys.secret.isEmpty())
            return keys;
        if (!keys.id.isEmpty() || !keys.secret.isEmpty())
            return fail(Errc::Unauthorized, u"Of the AWS keys one half is missing: set both "
                                            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."_s);
        return awsKeysFrom(set.keysFile, set.profile.isEmpty() ? u"default"_s : set.profile);
    }
};

} // namespace

BedrockClient::BedrockClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                             RetryPolicy retries)
    : HttpModelClient(bedrockCompleted(std::move(config)), table, clock, retries)
{
}

std::unique_ptr<ModelExchange> BedrockClient::begin(ModelRequest request, ModelInfo model)
{
    return std::make_unique<BedrockExchange>(std::move(request), std::move(model), config(),
                                             clock(), m_refused);
}

} // namespace pilothouse
