#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "model/anthropic/api_failure.h"
#include "model/anthropic/request_builder.h"
#include "model/model_client.h"
#include "model/model_table.h"
#include "model/retry_policy.h"

#include <QNetworkAccessManager>
#include <QSet>

#include <memory>
#include <vector>

namespace pilothouse {

/// ModelClient over HTTP: the public API, compatible servers, and the built-in demo model.
/// `table` and `clock` outlive it; it outlives its tasks (stop them and wait). Main thread.
/// A reply that breaks off, also by an error event after HTTP 200, is thrown away whole and asked
/// for again, up to config.maxAttempts requests: the API has no side effects, our tools do, and
/// they run only after a whole reply. Where the server refuses the thinking of earlier replies, the
/// request goes without it, and so do all later ones.
class AnthropicClient final : public ModelClient
{
public:
    AnthropicClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                    RetryPolicy retries = {});
    ~AnthropicClient() override;

    QCoro::Task<Result<ModelReply>> complete(ModelRequest request, ProgressSink progress,
                                             std::stop_token stop) override;

private:
    using Network = std::unique_ptr<QNetworkAccessManager>;
    /// One reply at a time each: a manager has six connections per host and queues the rest.
    Network takeNetwork();
    /// One try.
    QCoro::Task<ApiResult<ModelReply>> fetch(HttpCall call, ToolDialect dialect, ModelInfo model,
                                             ProgressSink progress, std::stop_token stop);
    Error redacted(Error error, const ModelRequest &request) const;
    bool wasRefused(const QByteArray &thinking) const;
    void remember(const QByteArrayList &refused);

    ModelConfig m_config;
    const ModelTable &m_table;
    const Clock &m_clock;
    RetryPolicy m_retries;
    std::vector<Network> m_idle;
    bool m_readsInterim = false; ///< the server has sent interim answers
    QSet<QByteArray> m_refused;  ///< hashes of thinking that the server does not take back
};

} // namespace pilothouse
