#include "model/http/http_model_client.h"

#include "core/log.h"
#include "core/wait.h"
#include "model/call_places.h"
#include "model/http/base_url.h"
#include "model/http/fetch_reply.h"

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

// A foreign server may repeat what it was sent.
void hide(const QString &secret, Error &error)
{
    if (secret.isEmpty())
        return;
    error.message.replace(secret, u"…"_s);
    error.detail.replace(secret, u"…"_s);
}

QString bearerIn(const HttpCall &call)
{
    constexpr QByteArrayView scheme = "Bearer ";
    for (const auto &[name, value] : call.headers)
        if (name == "authorization" && value.startsWith(scheme))
            return QString::fromLatin1(value.mid(scheme.size()));
    return {};
}

} // namespace

QCoro::Task<ApiResult<HttpCall>> ModelExchange::authorized(HttpCall call, std::stop_token)
{
    co_return call;
}

bool ModelExchange::mend(const Error &)
{
    return false;
}

void ModelExchange::succeed(ModelReply &) {}

HttpModelClient::HttpModelClient(ModelConfig config, const ModelTable &table, const Clock &clock,
                                 RetryPolicy retries)
    : m_config(std::move(config)), m_table(table), m_clock(clock), m_retries(retries)
{
    const QUrl url = serverUrl(m_config.baseUrl);
    if (!m_config.apiKey.isEmpty() && url.scheme() == "http"_L1 && !isLoopback(url.host()))
        qCWarning(logModel)
            << "The API key is sent in clear text: use https for the server's address.";
}

HttpModelClient::~HttpModelClient() = default;

QCoro::Task<Result<ModelReply>>
HttpModelClient::complete(ModelRequest request, ProgressSink progress, std::stop_token stop)
{
    if (request.model.isEmpty())
        request.model = m_config.model.isEmpty() ? m_table.defaultModel() : m_config.model;
    const ModelInfo model = m_table.find(request.model);
    const QString key = request.apiKey.trimmed();
    const PictureFrame frame(request.pictureSize, request.coordinates);
    const milliseconds begun = m_clock.elapsed();
    const std::unique_ptr<ModelExchange> exchange = begin(std::move(request), model);
    Result<HttpCall> call = exchange->call();
    for (int attempt = 1;; ++attempt) {
        if (!call)
            co_return fail(redacted(call.error(), key));
        if (stop.stop_requested())
            co_return fail(Errc::Stopped, u"The request was stopped."_s);
        ApiResult<ModelReply> reply = co_await fetch(*call, *exchange, progress, stop);
        if (reply) {
            exchange->succeed(*reply);
            bringToPixels(*reply, frame);
            reply->outputLimit = call->maxTokens;
            reply->largestOutput = model.maxOutputTokens;
            reply->duration = m_clock.elapsed() - begun;
            logReply(*reply, attempt);
            co_return std::move(*reply);
        }
        const Error error = redacted(reply.error().error, key);
        if (error.code == Errc::Stopped)
            co_return fail(error);
        logFailure(error, attempt);
        if (exchange->mend(error)) {
            call = exchange->call();
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

QCoro::Task<ApiResult<ModelReply>> HttpModelClient::fetch(HttpCall call, ModelExchange &exchange,
                                                          ProgressSink progress,
                                                          std::stop_token stop)
{
    ApiResult<HttpCall> sent = co_await exchange.authorized(std::move(call), stop);
    if (!sent)
        co_return tl::unexpected(std::move(sent.error()));
    const QString token = bearerIn(*sent);
    Network network = takeNetwork();
    FetchSetup setup{.network = *network,
                     .clock = m_clock,
                     .call = std::move(*sent),
                     .connectTimeout = m_config.connectTimeout,
                     .idleTimeout = m_config.idleTimeout,
                     .readsInterim = m_readsInterim};
    std::unique_ptr<ReplyReader> reader = exchange.reader(progress);
    ApiResult<ModelReply> reply = co_await fetchReply(setup, *reader, stop);
    if (!reply && reply.error().isInterim && !m_readsInterim) {
        m_readsInterim = setup.readsInterim = true;
        reader = exchange.reader(progress);
        reply = co_await fetchReply(setup, *reader, stop);
    }
    m_idle.push_back(std::move(network));
    if (!reply)
        hide(token, reply.error().error);
    co_return reply;
}

HttpModelClient::Network HttpModelClient::takeNetwork()
{
    if (!m_idle.empty()) {
        Network network = std::move(m_idle.back());
        m_idle.pop_back();
        return network;
    }
    auto network = std::make_unique<QNetworkAccessManager>();
    if (isLoopback(serverUrl(m_config.baseUrl).host()))
        network->setProxy(QNetworkProxy::NoProxy);
    return network;
}

Error HttpModelClient::redacted(Error error, const QString &requestKey) const
{
    for (const QString &key : {requestKey, m_config.apiKey.trimmed()})
        hide(key, error);
    return error;
}

} // namespace pilothouse
