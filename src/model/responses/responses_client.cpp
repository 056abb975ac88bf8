#include "model/responses/responses_client.h"

#include "model/http/answer_reader.h"
#include "model/responses/endpoint.h"
#include "model/responses/responses_assembler.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

ModelConfig withDefaults(ModelConfig config)
{
    const QUrl url = openAiUrlOf(config);
    if (config.idleTimeout.count() <= 0)
        config.idleTimeout = isOpenAi(url) ? kPublicPatience : kOtherPatience;
    config.baseUrl = url.toString();
    return config;
}

class ResponsesExchange final : public ModelExchange
{
public:
    ResponsesExchange(ModelRequest request, ModelInfo model, const ModelConfig &config,
                      const Clock &clock, QHash<QString, ResponsesWishes> &wishes)
        : m_request(std::move(request)), m_model(std::move(model)), m_config(config),
          m_clock(clock), m_granted(wishes), m_wishes(wishes.value(m_request.model))
    {
    }

    Result<HttpCall> call() override
    {
        return buildResponsesCall(m_request, m_model, m_config, m_wishes);
    }

    std::unique_ptr<ReplyReader> reader(const ProgressSink &progress) override
    {
        return std::make_unique<AnswerReader>(m_clock, progress,
                                              std::make_unique<ResponsesAssembler>(m_model));
    }

    // "Encrypted content is not supported with this model.", "Your organization must be verified to
    // generate reasoning summaries.", "… does not support 'original' …"
    bool mend(const Error &error) override
    {
        if (error.code != Errc::InvalidArgument)
            return false;
        const auto says = [&error](QLatin1StringView word) {
            return error.message.contains(word, Qt::CaseInsensitive);
        };
        return (says("encrypted"_L1) && std::exchange(m_wishes.encryptedReasoning, false)) ||
               (says("summar"_L1) && std::exchange(m_wishes.summaries, false)) ||
               (says("original"_L1) && std::exchange(m_wishes.originalDetail, false));
    }

    void succeed(ModelReply &) override { m_granted.insert(m_request.model, m_wishes); }

private:
    ModelRequest m_request;
    ModelInfo m_model;
    const ModelConfig &m_config;
    const Clock &m_clock;
    QHash<QString, ResponsesWishes> &m_granted;
    ResponsesWishes m_wishes;
};

} // namespace

ResponsesClient::ResponsesClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                                 RetryPolicy retries)
    : HttpModelClient(withDefaults(std::move(config)), table, clock, retries)
{
}

std::unique_ptr<ModelExchange> ResponsesClient::begin(ModelRequest request, ModelInfo model)
{
    return std::make_unique<ResponsesExchange>(std::move(request), std::move(model), config(),
                                               clock(), m_wishes);
}

} // namespace pilothouse
