#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "model/http/http_call.h"
#include "model/http/reply_reader.h"
#include "model/model_client.h"
#include "model/model_table.h"
#include "model/retry_policy.h"

#include <QNetworkAccessManager>

#include <memory>
#include <vector>

namespace pilothouse {

/// How one reply is asked for and read: what is particular to a provider. Lives as long as that
/// reply is on its way, over all tries. Main thread.
class ModelExchange
{
public:
    virtual ~ModelExchange() = default;

    /// What is to be posted now.
    virtual Result<HttpCall> call() = 0;
    /// The call with what proves who asks, as it is sent now: once for each try.
    virtual QCoro::Task<ApiResult<HttpCall>> authorized(HttpCall call, std::stop_token stop);
    /// Reads the answer to one try. `progress` outlives it.
    virtual std::unique_ptr<ReplyReader> reader(const ProgressSink &progress) = 0;
    /// Whether call() now gives another request, worth sending at once, because `error` said what
    /// was wrong with the last one. True at most a few times.
    virtual bool mend(const Error &error);
    /// The reply has come; the last that is called.
    virtual void succeed(ModelReply &reply);
};

/// A ModelClient over HTTP, whoever the provider is: tries, pauses, connections, the log. A reply
/// that breaks off, also by an error after HTTP 200, is thrown away whole and asked for again, up
/// to config.maxAttempts requests: the APIs have no side effects, our tools do, and they run only
/// after a whole reply. Main thread.
class HttpModelClient : public ModelClient
{
public:
    ~HttpModelClient() override;

    QCoro::Task<Result<ModelReply>> complete(ModelRequest request, ProgressSink progress,
                                             std::stop_token stop) final;

protected:
    /// `config`: as this provider is to be asked, with its key, base URL and idleTimeout. `table`
    /// and `clock` outlive the client; it outlives its tasks (stop them and wait).
    HttpModelClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                    RetryPolicy retries);

    /// `request` names its model, `model` is that one.
    virtual std::unique_ptr<ModelExchange> begin(ModelRequest request, ModelInfo model) = 0;

    const ModelConfig &config() const { return m_config; }
    const Clock &clock() const { return m_clock; }

private:
    using Network = std::unique_ptr<QNetworkAccessManager>;
    /// One reply at a time each: a manager has six connections per host and queues the rest.
    Network takeNetwork();
    /// One try.
    QCoro::Task<ApiResult<ModelReply>> fetch(HttpCall call, ModelExchange &exchange,
                                             ProgressSink progress, std::stop_token stop);
    Error redacted(Error error, const QString &requestKey) const;

    ModelConfig m_config;
    const ModelTable &m_table;
    const Clock &m_clock;
    RetryPolicy m_retries;
    std::vector<Network> m_idle;
    bool m_readsInterim = false; ///< the server has sent interim answers
};

} // namespace pilothouse
