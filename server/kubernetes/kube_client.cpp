#include "kubernetes/kube_client.h"

#include "core/json.h"
#include "core/log.h"
#include "core/wait.h"

#include <QNetworkReply>

#include <algorithm>
#include <memory>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kAttempts = 5;
constexpr std::chrono::milliseconds kLongestAnswer = 15s;
constexpr std::chrono::milliseconds kLongestRetry = 30s;
constexpr qint64 kMostOfAnswer = 64 * 1024 * 1024; // a list of claims
constexpr qint64 kLongestLine = 2 * 1024 * 1024;   // more than an object may have

// Cuts our own connections only: a bare disconnect() would also cut Qt's inner ones.
struct EndReply
{
    Waiter *waiter;
    void operator()(QNetworkReply *reply) const
    {
        reply->disconnect(waiter);
        reply->abort();
        reply->deleteLater();
    }
};
using ReplyPtr = std::unique_ptr<QNetworkReply, EndReply>;

int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

Errc kindOf(int status)
{
    switch (status) {
    case 0:
    case 429:
        return Errc::Unavailable;
    case 400:
    case 422:
        return Errc::InvalidArgument;
    case 401:
        return Errc::Unauthorized;
    case 403:
        return Errc::Denied;
    case 404:
        return Errc::NotFound;
    case 409:
        return Errc::Conflict;
    default:
        return status >= 500 ? Errc::Unavailable : Errc::Io;
    }
}

/// By the Status object that the API answers with, if it does.
Error errorOf(int status, const QByteArray &body, const QString &trouble)
{
    if (status == 0)
        return {Errc::Unavailable, u"The cluster cannot be reached (%1)."_s.arg(trouble)};
    const auto json = parseJsonObject(body);
    const QString told =
        json ? json->value("message"_L1).toString().simplified().left(500) : QString();
    return {kindOf(status), told.isEmpty() ? u"The cluster answers with %1."_s.arg(status)
                                           : u"The cluster says: %1"_s.arg(told)};
}

} // namespace

/// Of one request.
struct KubeClient::Answer
{
    int status = 0; ///< 0: there was none
    QByteArray body = {};
    QByteArray retryAfter = {};
    std::optional<Error> error = {}; ///< it was not even asked, or is stopped
    QString trouble = {};
};

QString claimsPath(const QString &space, const QString &name)
{
    const QString all =
        u"/apis/extensions.agents.x-k8s.io/v1beta1/namespaces/%1/sandboxclaims"_s.arg(space);
    return name.isEmpty() ? all : all + u'/' + name;
}

QString sandboxPath(const QString &space, const QString &name)
{
    return u"/apis/agents.x-k8s.io/v1beta1/namespaces/%1/sandboxes/%2"_s.arg(space, name);
}

std::optional<std::chrono::milliseconds> pauseBefore(int attempt, int status,
                                                     const QByteArray &retryAfter)
{
    const bool isBusy = status == 429 || status == 503 || status == 504;
    if ((status != 0 && !isBusy && status != 500) || attempt >= kAttempts)
        return std::nullopt;
    bool isNumber = false;
    const int seconds = retryAfter.trimmed().toInt(&isNumber);
    if (isBusy && isNumber && seconds >= 0)
        return std::clamp<std::chrono::milliseconds>(std::chrono::seconds(seconds), 100ms,
                                                     kLongestRetry);
    return std::min<std::chrono::milliseconds>(200ms * (1 << attempt), kLongestRetry);
}

KubeClient::KubeClient(ClusterAccess access, const Clock &clock)
    : m_access(std::move(access)), m_clock(clock)
{
}

QCoro::Task<Result<QJsonObject>> KubeClient::ask(KubeRequest request, std::stop_token stop)
{
    for (int attempt = 1;; ++attempt) {
        const Answer answer = co_await askOnce(request, stop);
        if (answer.error)
            co_return fail(*answer.error);
        if (answer.status >= 200 && answer.status < 300) {
            auto json = parseJsonObject(answer.body);
            if (!json)
                co_return fail(Errc::Corrupt, u"The cluster says what makes no sense."_s);
            co_return *std::move(json);
        }
        const auto pause = pauseBefore(attempt, answer.status, answer.retryAfter);
        if (!pause)
            co_return fail(errorOf(answer.status, answer.body, answer.trouble));
        const Woken woken = co_await sleepFor(m_clock, *pause, stop);
        if (woken == Woken::Stopped)
            co_return fail(Errc::Stopped, u"Stopped."_s);
    }
}

QCoro::Task<KubeClient::Answer> KubeClient::askOnce(KubeRequest request, std::stop_token stop)
{
    Answer answer;
    Result<QNetworkRequest> made = m_access.request(request.target);
    if (!made) {
        answer.error = made.error();
        co_return answer;
    }
    if (request.body)
        made->setHeader(QNetworkRequest::ContentTypeHeader, request.method == "PATCH"
                                                                ? u"application/merge-patch+json"_s
                                                                : u"application/json"_s);
    const QByteArray body = request.body ? compactJson(*request.body) : QByteArray();
    Waiter waiter(m_clock);
    const ReplyPtr reply(m_network.sendCustomRequest(*made, request.method, body),
                         EndReply{&waiter});
    reply->setReadBufferSize(kMostOfAnswer);
    QObject::connect(reply.get(), &QNetworkReply::finished, &waiter, &Waiter::wake);
    const Woken woken = co_await waiter.wait(stop, kLongestAnswer);
    if (woken == Woken::Stopped)
        answer.error = Error{Errc::Stopped, u"Stopped."_s};
    answer.trouble = woken == Woken::Timeout ? u"it does not answer"_s : reply->errorString();
    if (woken != Woken::Ready)
        co_return answer;
    answer.status = statusOf(*reply);
    answer.retryAfter = reply->rawHeader("Retry-After");
    answer.body = reply->read(kMostOfAnswer);
    co_return answer;
}

QCoro::Task<Result<>> KubeClient::follow(QString target,
                                         std::function<bool(const QByteArray &)> take,
                                         std::chrono::milliseconds silence, std::stop_token stop)
{
    const Result<QNetworkRequest> request = m_access.request(target);
    if (!request)
        co_return fail(request.error());
    Waiter waiter(m_clock);
    const ReplyPtr reply(m_watching.get(*request), EndReply{&waiter});
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &waiter, &Waiter::wake);
    QObject::connect(reply.get(), &QNetworkReply::finished, &waiter, &Waiter::wake);
    while (true) {
        const bool isOver = reply->isFinished();
        const int status = statusOf(*reply);
        if (status != 0 && status != 200 && isOver)
            co_return fail(errorOf(status, reply->read(kLongestLine), QString()));
        while (status == 200 && reply->canReadLine())
            if (!take(reply->readLine(kLongestLine).trimmed()))
                co_return Result<>();
        if (isOver && status == 0)
            co_return fail(errorOf(0, QByteArray(), reply->errorString()));
        if (isOver || reply->bytesAvailable() > kLongestLine)
            co_return Result<>();
        const auto patience = status == 0 ? kLongestAnswer : silence;
        const Woken woken = co_await waiter.wait(stop, patience);
        if (woken == Woken::Stopped)
            co_return fail(Errc::Stopped, u"Stopped."_s);
        if (woken == Woken::Timeout && status == 0)
            co_return fail(errorOf(0, QByteArray(), u"it does not answer"_s));
        if (woken == Woken::Timeout)
            co_return Result<>();
    }
}

} // namespace pilothouse
