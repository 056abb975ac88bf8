#include "model/http/fetch_reply.h"

#include "core/wait.h"
#include "model/http/plain_request.h"
#include "model/http/socket_reply.h"

#include <QNetworkProxy>

#include <algorithm>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

// After the reply's last event the body's end follows at once; waiting for it keeps the connection.
constexpr milliseconds kEndOfBody = 250ms;
// Once it is said why the reply ends, only an empty event is missing; some servers leave it out.
constexpr milliseconds kLastEvent = 5s;
constexpr milliseconds kErrorBody = 10s;

QNetworkRequest requestFor(const HttpCall &call)
{
    QNetworkRequest request = plainRequest(call.url);
    for (const auto &[name, value] : call.headers)
        request.setRawHeader(name, value);
    return request;
}

QNetworkReply *post(const FetchSetup &setup)
{
    const QNetworkRequest request = requestFor(setup.call);
    if (setup.readsInterim)
        return new SocketReply(request, setup.call.body, setup.network.proxy());
    return setup.network.post(request, setup.call.body);
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
            u"The TLS certificate of %1 was not accepted: check the address and the "
            "certificates of this machine."_s.arg(where);
    else
        failure.error.message =
            u"No connection to the model server %1: check the network and the address."_s.arg(
                where);
    return failure;
}

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

// Each provider names it in a way of its own.
QByteArray requestIdOf(const QNetworkReply &reply)
{
    for (const char *field : {"request-id", "x-request-id", "x-amzn-requestid"})
        if (const QByteArray id = reply.rawHeader(field); !id.isEmpty())
            return id;
    return {};
}

ErrorAnswer answerOf(const QNetworkReply &reply, const HttpCall &call)
{
    return {.status = statusOf(reply),
            .retryAfterMs = reply.rawHeader("retry-after-ms"),
            .retryAfter = reply.rawHeader("retry-after"),
            .shouldRetry = reply.rawHeader("x-should-retry"),
            .requestId = requestIdOf(reply),
            .errorName = reply.rawHeader("x-amzn-errortype"),
            .keyName = call.keyName};
}

// A reply that broke off was a request, too: its id is what the provider asks for.
tl::unexpected<ApiFailure> named(ApiFailure failure, const QNetworkReply &reply)
{
    const QString id = QString::fromLatin1(requestIdOf(reply));
    if (!id.isEmpty() && !failure.error.message.contains("(request "_L1))
        failure.error.message += u" (request %1)"_s.arg(id);
    return tl::unexpected(std::move(failure));
}

AnswerHead headOf(const QNetworkReply &reply)
{
    return {.status = statusOf(reply),
            .encoding = reply.rawHeader("content-encoding"),
            .type = reply.rawHeader("content-type")};
}

/// How long to wait for more. What only keeps the connection open renews nothing.
class Patience
{
public:
    explicit Patience(const FetchSetup &setup) : m_setup(setup) {}

    enum class For { Connection, Reply, LastEvent, ErrorBody, EndOfBody };

    /// `parts`: of request and reply so far; each new one renews the patience for a reply.
    milliseconds left(For what, qint64 parts)
    {
        if (!m_until || what != m_what || (what == For::Reply && parts != m_parts)) {
            m_until = m_setup.clock.elapsed() + longest(what);
            m_what = what;
            m_parts = parts;
        }
        return std::max(*m_until - m_setup.clock.elapsed(), 0ms);
    }
    milliseconds longest(For what) const
    {
        switch (what) {
        case For::Connection:
            return m_setup.connectTimeout;
        case For::Reply:
            return m_setup.idleTimeout;
        case For::LastEvent:
            return kLastEvent;
        case For::ErrorBody:
            return kErrorBody;
        case For::EndOfBody:
            break;
        }
        return kEndOfBody;
    }

private:
    const FetchSetup &m_setup;
    std::optional<milliseconds> m_until;
    For m_what = For::Connection;
    qint64 m_parts = 0;
};

using For = Patience::For;

// Wakes `waiter` at whatever happens. `sent`: how much of the request; -1: not connected.
void watch(QNetworkReply &reply, Waiter &waiter, qint64 &sent)
{
    const auto alive = [&waiter, &sent] {
        sent = std::max<qint64>(sent, 0);
        waiter.wake();
    };
    const auto upload = [&waiter, &sent](qint64 bytes) {
        if (bytes > 0)
            sent = bytes;
        waiter.wake();
    };
    QObject::connect(&reply, &QNetworkReply::uploadProgress, &waiter, upload);
    QObject::connect(&reply, &QNetworkReply::metaDataChanged, &waiter, alive);
    QObject::connect(&reply, &QNetworkReply::readyRead, &waiter, alive);
    QObject::connect(&reply, &QNetworkReply::finished, &waiter, &Waiter::wake);
}

For waitsFor(const ReplyReader &reader, const AnswerHead &head, qint64 sent)
{
    if (reader.isComplete())
        return For::EndOfBody;
    if (reader.isEnding())
        return For::LastEvent;
    if (reader.isFailure(head))
        return For::ErrorBody;
    return sent < 0 ? For::Connection : For::Reply;
}

} // namespace

QCoro::Task<ApiResult<ModelReply>> fetchReply(FetchSetup setup, ReplyReader &reader,
                                              std::stop_token stop)
{
    Waiter waiter(setup.clock);
    qint64 sent = -1;
    const AbortAndDelete cleanUp{&waiter};
    const ReplyHandle reply(post(setup), cleanUp);
    watch(*reply, waiter, sent);
    Patience patience(setup);
    for (;;) {
        const For what = waitsFor(reader, headOf(*reply), sent);
        const milliseconds left = patience.left(what, sent + reader.parts());
        const Woken woken = co_await waiter.wait(stop, left);
        const bool isEnough = what == For::LastEvent || what == For::EndOfBody ||
                              what == For::ErrorBody; // of what may still come
        if (reader.isComplete() && (woken != Woken::Ready || reply->isFinished()))
            break;
        if (woken == Woken::Stopped)
            co_return stopped();
        if (woken == Woken::Timeout && isEnough)
            break;
        if (woken == Woken::Timeout)
            co_return named(silent(sent >= 0, setup.call.url, patience.longest(what)), *reply);
        const bool ended = reply->isFinished();
        if (const auto read = reader.read(headOf(*reply), reply->readAll()); !read)
            co_return named(read.error(), *reply);
        if (ended)
            break;
    }
    if (statusOf(*reply) == 0)
        co_return tl::unexpected(unreachable(*reply));
    ApiResult<ModelReply> done = reader.finish(headOf(*reply), answerOf(*reply, setup.call));
    if (!done)
        co_return named(done.error(), *reply);
    done->requestId = QString::fromLatin1(reply->rawHeader("request-id"));
    co_return done;
}

} // namespace pilothouse
