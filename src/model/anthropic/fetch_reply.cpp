#include "model/anthropic/fetch_reply.h"

#include "core/log.h"
#include "core/wait.h"

#include <QNetworkReply>
#include <QNetworkRequest>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr qsizetype kMaxErrorBody = 64 * 1024;
// After the reply's last event the body's end follows at once; waiting for it keeps the connection.
constexpr milliseconds kEndOfBody = 250ms;

// Cuts our own connections only: a bare disconnect() would also cut Qt's inner ones, and abort()
// would no longer reach the socket.
struct AbortAndDelete
{
    Waiter *waiter;
    void operator()(QNetworkReply *reply) const
    {
        reply->disconnect(waiter);
        reply->abort();
        reply->deleteLater();
    }
};
using ReplyHandle = std::unique_ptr<QNetworkReply, AbortAndDelete>;

QNetworkRequest requestFor(const HttpCall &call)
{
    QNetworkRequest request(call.url);
    // Qt 6.4's HTTP/2 stalls on large uploads, and one stream per connection is all we need.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    for (const auto &[name, value] : call.headers)
        request.setRawHeader(name, value);
    return request;
}

tl::unexpected<ApiFailure> stopped()
{
    return tl::unexpected(ApiFailure{.error = {Errc::Stopped, u"The request was stopped."_s}});
}

ApiFailure silent(bool connected, const QUrl &url, milliseconds after)
{
    const QString where = url.host();
    const QString seconds = QString::number(double(after.count()) / 1000);
    const QString what =
        connected ? u"The model server %1 was silent for %2 s"_s.arg(where, seconds)
                  : u"The model server %1 could not be reached within %2 s"_s.arg(where, seconds);
    return brokenStream(what);
}

// Trouble below HTTP: nothing that could be read came back.
ApiFailure unreachable(const QNetworkReply &reply)
{
    const QString where =
        reply.url().host() + u':' +
        QString::number(reply.url().port(reply.url().scheme() == "https"_L1 ? 443 : 80));
    const bool tls = reply.error() == QNetworkReply::SslHandshakeFailedError;
    ApiFailure failure{.error = {Errc::Unavailable, {}, reply.errorString()}, .retry = !tls};
    if (tls)
        failure.error.message =
            u"The TLS certificate of %1 was not accepted: check --base-url and the "
            "certificates of this machine."_s.arg(where);
    else
        failure.error.message =
            u"No connection to the model server %1: check network and --base-url."_s.arg(where);
    return failure;
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

ErrorAnswer answerOf(const QNetworkReply &reply, const QByteArray &body)
{
    return {.status = statusOf(reply),
            .body = body,
            .retryAfterMs = reply.rawHeader("retry-after-ms"),
            .retryAfter = reply.rawHeader("retry-after"),
            .shouldRetry = reply.rawHeader("x-should-retry"),
            .requestId = reply.rawHeader("request-id")};
}

// A reply that broke off was a request, too: its id is what the provider asks for.
tl::unexpected<ApiFailure> named(ApiFailure failure, const QNetworkReply &reply)
{
    const QString id = QString::fromLatin1(reply.rawHeader("request-id"));
    if (!id.isEmpty() && !failure.error.message.contains("(request "_L1))
        failure.error.message += u" (request %1)"_s.arg(id);
    return tl::unexpected(std::move(failure));
}

// Reads what has come so far of one HTTP answer, whatever its status.
class AnswerReader
{
public:
    AnswerReader(const FetchSetup &setup, const ProgressSink &progress)
        : m_clock(setup.clock), m_progress(progress), m_assembler(setup.dialect, setup.model)
    {
    }

    ApiResult<> read(QNetworkReply &reply)
    {
        const QByteArray bytes = reply.readAll();
        if (statusOf(reply) != 200 || !isStream(reply)) {
            m_body += bytes.left(kMaxErrorBody - m_body.size());
            return {};
        }
        const auto frames = m_parser.feed(bytes);
        if (!frames)
            return tl::unexpected(brokenStream(frames.error().message));
        for (const SseFrame &frame : *frames) {
            const auto progress = m_assembler.accept(frame, m_clock.now());
            if (!progress)
                return tl::unexpected(progress.error());
            if (*progress && m_progress)
                m_progress(**progress);
        }
        return {};
    }

    bool isComplete() const { return m_assembler.isComplete(); }

    // Once no more bytes come.
    ApiResult<ModelReply> finish(const QNetworkReply &reply)
    {
        const int status = statusOf(reply);
        if (status == 0)
            return tl::unexpected(unreachable(reply));
        if (status != 200)
            return tl::unexpected(failureOf(answerOf(reply, m_body), m_clock.now()));
        if (!isStream(reply))
            return tl::unexpected(ApiFailure{
                .error = {
                    Errc::Unavailable,
                    u"The model server did not answer with an event stream: check --base-url."_s,
                    QString::fromUtf8(m_body.left(200))}});
        auto done = m_assembler.finish();
        if (done)
            done->requestId = QString::fromLatin1(reply.rawHeader("request-id"));
        return done;
    }

private:
    // Servers that leave the type out are believed; a web page or plain JSON is no stream.
    static bool isStream(const QNetworkReply &reply)
    {
        const QByteArray type = reply.rawHeader("content-type").trimmed().toLower();
        return type.isEmpty() || type.startsWith("text/event-stream");
    }

    const Clock &m_clock;
    const ProgressSink &m_progress;
    SseParser m_parser;
    ReplyAssembler m_assembler;
    QByteArray m_body;
};

} // namespace

QCoro::Task<ApiResult<ModelReply>> fetchReply(FetchSetup setup, ProgressSink progress,
                                              std::stop_token stop)
{
    Waiter waiter(setup.clock);
    bool connected = false;
    const AbortAndDelete cleanUp{&waiter};
    const ReplyHandle reply(setup.network.post(requestFor(setup.call), setup.call.body), cleanUp);
    const auto alive = [&] {
        connected = true;
        waiter.wake();
    };
    const auto sent = [&](qint64 bytes) {
        if (bytes > 0)
            alive();
    };
    QObject::connect(reply.get(), &QNetworkReply::uploadProgress, &waiter, sent);
    QObject::connect(reply.get(), &QNetworkReply::metaDataChanged, &waiter, alive);
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &waiter, alive);
    QObject::connect(reply.get(), &QNetworkReply::finished, &waiter, &Waiter::wake);

    AnswerReader reader(setup, progress);
    for (;;) {
        const milliseconds patience = reader.isComplete() ? kEndOfBody
                                      : connected         ? setup.idleTimeout
                                                          : setup.connectTimeout;
        const Woken woken = co_await waiter.wait(stop, patience);
        if (reader.isComplete() && (woken != Woken::Ready || reply->isFinished()))
            break;
        if (woken == Woken::Stopped)
            co_return stopped();
        if (woken == Woken::Timeout)
            co_return named(silent(connected, setup.call.url, patience), *reply);
        const bool ended = reply->isFinished();
        if (const auto read = reader.read(*reply); !read)
            co_return named(read.error(), *reply);
        if (ended)
            break;
    }
    ApiResult<ModelReply> done = reader.finish(*reply);
    if (!done)
        co_return named(done.error(), *reply);
    co_return done;
}

} // namespace pilothouse
