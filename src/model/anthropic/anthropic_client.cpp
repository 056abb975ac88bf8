#include "model/anthropic/anthropic_client.h"

#include "core/log.h"
#include "core/wait.h"
#include "model/anthropic/endpoint.h"
#include "model/anthropic/fetch_reply.h"
#include "model/anthropic/sent_thinking.h"
#include "model/anthropic/written_calls.h"

#include <QCryptographicHash>
#include <QNetworkProxy>
#include <QRandomGenerator>

namespace pilothouse {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

// Ids, sizes and times only: what was said stays out of the log.
void logReply(const ModelReply &reply, int attempt)
{
    qCInfo(logModel).noquote() << u"reply %1 of %2: request %3, attempt %4, %5 ms, tokens in %6 "
                                  "cached %7 out %8, stop %9"_s
                                      .arg(reply.id, reply.model, reply.requestId)
                                      .arg(attempt)
                                      .arg(reply.duration.count())
                                      .arg(reply.usage.prompt())
                                      .arg(reply.usage.cacheRead)
                                      .arg(reply.usage.output)
                                      .arg(reply.stopReason);
}

void logFailure(const Error &error, int attempt)
{
    qCWarning(logModel).noquote() << u"attempt %1 failed: %2 [%3]"_s.arg(
        QString::number(attempt), error.message, error.detail);
}

// Models of which nothing is known call tools in ways of their own.
bool mayWriteCalls(const ModelConfig &config, ToolDialect dialect, const ModelInfo &model)
{
    return dialect == ToolDialect::Custom && !model.known && !isPublicApi(baseUrlOf(config));
}

// "Invalid `signature` in `thinking` block", "thinking.signature: Field required" …
bool isAboutThinking(const Error &error)
{
    return error.code == Errc::InvalidArgument &&
           (error.message.contains("thinking"_L1, Qt::CaseInsensitive) ||
            error.message.contains("signature"_L1, Qt::CaseInsensitive));
}

QByteArray hashOf(const QByteArray &block)
{
    return QCryptographicHash::hash(block, QCryptographicHash::Sha1);
}

} // namespace

AnthropicClient::AnthropicClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                                 RetryPolicy retries)
    : m_config(std::move(config)), m_table(table), m_clock(clock), m_retries(retries)
{
    const QUrl url = baseUrlOf(m_config);
    if (!m_config.apiKey.isEmpty() && url.scheme() == "http"_L1 && !isLoopback(url.host()))
        qCWarning(logModel)
            << "The API key is sent in clear text: use https for the server's address.";
}

AnthropicClient::~AnthropicClient() = default;

QCoro::Task<Result<ModelReply>>
AnthropicClient::complete(ModelRequest request, ProgressSink progress, std::stop_token stop)
{
    if (request.model.isEmpty())
        request.model = m_config.model.isEmpty() ? m_table.defaultModel() : m_config.model;
    const ModelInfo model = m_table.find(request.model);
    const milliseconds begun = m_clock.elapsed();
    const auto isRefused = [this](const QByteArray &block) { return wasRefused(block); };
    request.turns = withoutThinking(std::move(request.turns), isRefused);
    Result<HttpCall> call = buildCall(request, model, m_config);
    QByteArrayList refused;
    for (int attempt = 1;; ++attempt) {
        if (!call)
            co_return fail(redacted(call.error(), request));
        if (stop.stop_requested())
            co_return fail(Errc::Stopped, u"The request was stopped."_s);
        ApiResult<ModelReply> reply = co_await fetch(*call, request.dialect, model, progress, stop);
        if (reply) {
            remember(refused);
            reply->outputLimit = call->maxTokens;
            reply->largestOutput = model.maxOutputTokens;
            reply->duration = m_clock.elapsed() - begun;
            logReply(*reply, attempt);
            co_return std::move(*reply);
        }
        const Error error = redacted(reply.error().error, request);
        if (error.code == Errc::Stopped)
            co_return fail(error);
        logFailure(error, attempt);
        if (refused.isEmpty() && isAboutThinking(error)) {
            refused = takeThinking(request.turns);
            call = buildCall(request, model, m_config);
            if (!refused.isEmpty())
                continue;
        }
        if (!reply.error().retry || attempt >= m_config.maxAttempts)
            co_return fail(error);
        const double chance = QRandomGenerator::global()->generateDouble();
        const milliseconds delay = m_retries.delay(attempt - 1, chance, reply.error().retryAfter);
        if (progress)
            progress(Retrying{.attempt = attempt + 1, .delay = delay, .reason = error.message});
        co_await sleepFor(m_clock, delay, stop);
    }
}

QCoro::Task<ApiResult<ModelReply>> AnthropicClient::fetch(HttpCall call, ToolDialect dialect,
                                                          ModelInfo model, ProgressSink progress,
                                                          std::stop_token stop)
{
    const bool writesCalls = mayWriteCalls(m_config, dialect, model);
    Network network = takeNetwork();
    FetchSetup setup{.network = *network,
                     .clock = m_clock,
                     .call = std::move(call),
                     .dialect = dialect,
                     .model = std::move(model),
                     .connectTimeout = m_config.connectTimeout,
                     .idleTimeout = idleTimeoutOf(m_config),
                     .readsInterim = m_readsInterim};
    ApiResult<ModelReply> reply = co_await fetchReply(setup, progress, stop);
    if (!reply && reply.error().isInterim && !m_readsInterim) {
        m_readsInterim = setup.readsInterim = true;
        reply = co_await fetchReply(setup, progress, stop);
    }
    m_idle.push_back(std::move(network));
    if (reply && writesCalls)
        unwrapWrittenCalls(*reply, dialect);
    co_return reply;
}

AnthropicClient::Network AnthropicClient::takeNetwork()
{
    if (!m_idle.empty()) {
        Network network = std::move(m_idle.back());
        m_idle.pop_back();
        return network;
    }
    auto network = std::make_unique<QNetworkAccessManager>();
    if (isLoopback(baseUrlOf(m_config).host()))
        network->setProxy(QNetworkProxy::NoProxy);
    return network;
}

bool AnthropicClient::wasRefused(const QByteArray &thinking) const
{
    return m_refused.contains(hashOf(thinking));
}

// Forgotten, it would be refused once more: that costs one request.
void AnthropicClient::remember(const QByteArrayList &refused)
{
    constexpr qsizetype most = 100'000;
    if (m_refused.size() + refused.size() > most)
        m_refused.clear();
    for (const QByteArray &thinking : refused)
        m_refused.insert(hashOf(thinking));
}

// A foreign server may repeat what it was sent.
Error AnthropicClient::redacted(Error error, const ModelRequest &request) const
{
    for (const QString &key : {request.apiKey.trimmed(), m_config.apiKey.trimmed()}) {
        if (key.isEmpty())
            continue;
        error.message.replace(key, u"…"_s);
        error.detail.replace(key, u"…"_s);
    }
    return error;
}

} // namespace pilothouse
