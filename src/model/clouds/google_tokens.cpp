#include "model/clouds/google_tokens.h"

#include "core/json.h"
#include "core/wait.h"
#include "model/http/base_url.h"
#include "model/http/plain_request.h"
#include "model/http/server_error.h"

#include <QNetworkProxy>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kTokenPatience = 30s;
constexpr qint64 kLargestTokenAnswer = 64 * 1024;
constexpr qint64 kTokenSpare = 5 * 60; // seconds, for what is under way
constexpr int kUsualLifetime = 3600;

ApiFailure googleRefuses(const QString &words)
{
    QString message = u"Google refuses the credentials: check GOOGLE_APPLICATION_CREDENTIALS, or "
                      "sign in again with gcloud auth application-default login."_s;
    if (!words.isEmpty())
        message += u" It says: "_s + words;
    return {.error = {Errc::Unauthorized, message}};
}

} // namespace

GoogleTokens::GoogleTokens(const Clock &clock, const QString &token, const QString &file)
    : m_clock(clock), m_given(token.trimmed().toLatin1()), m_file(file)
{
}

QCoro::Task<ApiResult<QByteArray>> GoogleTokens::token(std::stop_token stop)
{
    if (!m_given.isEmpty())
        co_return QByteArray(m_given);
    if (!m_token.isEmpty() && m_clock.now() < m_until)
        co_return QByteArray(m_token);
    auto credentials = googleCredentialsFrom(m_file);
    if (!credentials)
        co_return tl::unexpected(ApiFailure{.error = credentials.error()});
    co_return co_await fetch(std::move(*credentials), stop);
}

QCoro::Task<ApiResult<QByteArray>> GoogleTokens::fetch(GoogleCredentials credentials,
                                                       std::stop_token stop)
{
    const QUrl url = credentials.tokenUrl;
    if (isLoopback(url.host()))
        m_network.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request = plainRequest(url);
    request.setRawHeader("content-type", "application/x-www-form-urlencoded");
    request.setRawHeader("accept-encoding", "identity");
    const QByteArray form = credentials.form(m_clock.now()).query(QUrl::FullyEncoded).toLatin1();
    Waiter waiter(m_clock);
    const AbortAndDelete cleanUp{&waiter};
    const ReplyHandle reply(m_network.post(request, form), cleanUp);
    reply->setReadBufferSize(kLargestTokenAnswer);
    QObject::connect(reply.get(), &QNetworkReply::finished, &waiter, &Waiter::wake);
    const Woken woken = co_await waiter.wait(stop, kTokenPatience);
    if (woken == Woken::Stopped) {
        ApiFailure failure{.error = {Errc::Stopped, u"The request was stopped."_s}};
        co_return tl::unexpected(std::move(failure));
    }
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isCut = status / 100 == 2 && reply->error() != QNetworkReply::NoError;
    if (woken == Woken::Timeout || status == 0 || isCut)
        co_return tl::unexpected(
            brokenStream(u"Google's server of tokens, %1, cannot be reached"_s.arg(url.host()),
                         reply->errorString()));
    co_return take(reply->readAll(), status);
}

ApiResult<QByteArray> GoogleTokens::take(const QByteArray &body, int status)
{
    if (status >= 500 || status == 429)
        return tl::unexpected(
            brokenStream(u"Google's server of tokens answers with status %1"_s.arg(status)));
    const auto json = parseJsonObject(body);
    const QByteArray token =
        json ? json->value("access_token"_L1).toString().toLatin1() : QByteArray();
    if (status < 200 || status >= 300 || token.isEmpty())
        return tl::unexpected(googleRefuses(readServerError(body).words));
    const int lifetime = json->value("expires_in"_L1).toInt(kUsualLifetime);
    m_token = token;
    m_until = m_clock.now().addSecs(lifetime - kTokenSpare);
    return token;
}

} // namespace pilothouse
