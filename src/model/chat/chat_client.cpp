#include "model/chat/chat_client.h"

#include "model/chat/chat_assembler.h"
#include "model/chat/chat_request.h"
#include "model/http/answer_reader.h"
#include "model/http/base_url.h"
#include "model/written_calls.h"

namespace pilothouse {

namespace {

ModelConfig patient(ModelConfig config)
{
    if (config.idleTimeout.count() <= 0)
        config.idleTimeout = kOtherPatience;
    return config;
}

class ChatExchange final : public ModelExchange
{
public:
    ChatExchange(ModelRequest request, ModelInfo model, const ModelConfig &config,
                 const Clock &clock, ChatHabits &learnt)
        : m_request(std::move(request)), m_model(std::move(model)), m_config(config),
          m_clock(clock), m_learnt(learnt), m_habits(learnt)
    {
    }

    Result<HttpCall> call() override
    {
        return buildChatCall(m_request, m_model, m_config, m_habits);
    }
    std::unique_ptr<ReplyReader> reader(const ProgressSink &progress) override
    {
        return std::make_unique<AnswerReader>(m_clock, progress,
                                              std::make_unique<ChatAssembler>(m_model));
    }
    bool mend(const Error &error) override { return m_habits.learnFrom(error); }
    void succeed(ModelReply &reply) override
    {
        m_learnt = m_habits;
        if (!m_model.known) // such models call tools in ways of their own
            unwrapWrittenCalls(reply, ToolDialect::Custom);
    }

private:
    ModelRequest m_request;
    ModelInfo m_model;
    const ModelConfig &m_config;
    const Clock &m_clock;
    ChatHabits &m_learnt;
    ChatHabits m_habits;
};

} // namespace

ChatClient::ChatClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                       RetryPolicy retries)
    : HttpModelClient(patient(std::move(config)), table, clock, retries)
{
}

std::unique_ptr<ModelExchange> ChatClient::begin(ModelRequest request, ModelInfo model)
{
    return std::make_unique<ChatExchange>(std::move(request), std::move(model), config(), clock(),
                                          m_habits);
}

} // namespace pilothouse
