#include "model/clouds/vertex_client.h"

#include "model/anthropic/messages_exchange.h"
#include "model/anthropic/request_builder.h"
#include "model/clouds/cloud_addresses.h"
#include "model/http/base_url.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr char kVertexVersion[] = "vertex-2023-10-16";
constexpr qsizetype kMostForVertex = 30'000'000; // bytes

ModelConfig vertexCompleted(ModelConfig config)
{
    if (config.idleTimeout.count() == 0)
        config.idleTimeout = kPublicPatience;
    config.baseUrl = config.vertex.url; // whether it is nearby
    config.apiKey = config.vertex.token;
    return config;
}

Envelope vertexEnvelope(const ModelConfig &config)
{
    const QByteArray version = config.apiVersion.toLatin1();
    return {.isWhole = true,
            .version = version.isEmpty() ? QByteArray(kVertexVersion) : version,
            .namesModel = false,
            .mostBytes = kMostForVertex};
}

class VertexExchange final : public MessagesExchange
{
public:
    VertexExchange(ModelRequest request, ModelInfo model, const ModelConfig &config,
                   const Clock &clock, RefusedThinking &refused, GoogleTokens &tokens)
        : MessagesExchange(std::move(request), std::move(model), config, clock, refused),
          m_tokens(tokens)
    {
    }

    Result<HttpCall> call() override
    {
        const auto url = vertexUrl(config().vertex, project(), request().model);
        if (!url)
            return fail(url.error());
        const auto built = buildBody(request(), model(), config(), vertexEnvelope(config()));
        if (!built)
            return fail(built.error());
        HttpCall call{
            .url = *url,
            .headers = {{"content-type", "application/json"},
                        {"accept", "text/event-stream"},
                        {"accept-encoding", "identity"},
                        {"user-agent", "Pilothouse/" PILOTHOUSE_VERSION}},
            .body = built->body,
            .maxTokens = built->maxTokens,
            .keyName = u"GOOGLE_APPLICATION_CREDENTIALS"_s,
        };
        if (!built->betas.isEmpty())
            call.headers.emplaceBack("anthropic-beta", built->betas.join(','));
        return call;
    }

    QCoro::Task<ApiResult<HttpCall>> authorized(HttpCall call, std::stop_token stop) override
    {
        ApiResult<QByteArray> token = request().apiKey.trimmed().toLatin1();
        if (token->isEmpty())
            token = co_await m_tokens.token(stop);
        if (!token)
            co_return tl::unexpected(std::move(token.error()));
        call.headers.emplaceBack("authorization", "Bearer " + *token);
        co_return call;
    }

    /// A token that was taken back before its end is asked for anew, once.
    bool mend(const Error &error) override
    {
        if (MessagesExchange::mend(error))
            return true;
        if (error.code != Errc::Unauthorized || m_hasRenewed)
            return false;
        m_hasRenewed = true;
        return m_tokens.forget();
    }

protected:
    bool mayWriteCalls() const override { return false; }

private:
    QString project() const
    {
        if (!config().vertex.project.isEmpty())
            return config().vertex.project;
        const auto file = googleCredentialsFrom(config().vertex.credentialsFile);
        return file ? file->project : QString();
    }

    GoogleTokens &m_tokens;
    bool m_hasRenewed = false;
};

} // namespace

VertexClient::VertexClient(ModelConfig given, const ModelTable &table, const Clock &time,
                           RetryPolicy retries)
    : HttpModelClient(vertexCompleted(std::move(given)), table, time, retries),
      m_tokens(clock(), config().vertex.token, config().vertex.credentialsFile)
{
}

std::unique_ptr<ModelExchange> VertexClient::begin(ModelRequest request, ModelInfo model)
{
    return std::make_unique<VertexExchange>(std::move(request), std::move(model), config(), clock(),
                                            m_refused, m_tokens);
}

} // namespace pilothouse
