#pragma once

#include "model/anthropic/refused_thinking.h"
#include "model/http/http_model_client.h"

namespace pilothouse {

/// One reply of the Messages API. `config`, `clock` and `refused` outlive it.
class MessagesExchange : public ModelExchange
{
public:
    MessagesExchange(ModelRequest request, ModelInfo model, const ModelConfig &config,
                     const Clock &clock, RefusedThinking &refused);

    Result<HttpCall> call() override;
    std::unique_ptr<ReplyReader> reader(const ProgressSink &progress) override;
    /// Takes the thinking of earlier replies away, if that is what was refused; once.
    bool mend(const Error &error) override;
    void succeed(ModelReply &reply) override;

protected:
    const ModelRequest &request() const { return m_request; }
    const ModelInfo &model() const { return m_model; }
    const ModelConfig &config() const { return m_config; }
    const Clock &clock() const { return m_clock; }
    /// Models of which nothing is known call tools in ways of their own; not those of a cloud.
    virtual bool mayWriteCalls() const;

private:
    ModelRequest m_request;
    ModelInfo m_model;
    const ModelConfig &m_config;
    const Clock &m_clock;
    RefusedThinking &m_refused;
    QByteArrayList m_taken; ///< thinking that the request goes without
};

} // namespace pilothouse
