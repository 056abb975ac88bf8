#include "model/anthropic/api_failure.h"

#include "core/json.h"

#include <QHash>
#include <QLocale>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

struct Kind
{
    Errc code;
    bool retry;
    QString sentence;
};

// What kind of trouble a status is, and what the person who reads it can do about it.
Kind kindOf(int status)
{
    switch (status) {
    case 400:
    case 422:
        return {Errc::InvalidArgument, false, u"The model API refused the request."_s};
    case 401:
        return {
            Errc::Unauthorized, false,
            u"The API key was refused: check ANTHROPIC_API_KEY or the key sent with the message."_s};
    case 402:
        return {Errc::Unavailable, false,
                u"The model API has a billing problem with this account: check plan and credit."_s};
    case 403:
        return {Errc::Unauthorized, false,
                u"The API key may not do this: use a key with access to the model."_s};
    case 404:
        return {
            Errc::InvalidArgument, false,
            u"The model API does not know this model or address: check --model and --base-url."_s};
    case 409:
        return {Errc::Unavailable, true, u"The model API reports a conflict: try again."_s};
    case 413:
        return {Errc::TooLarge, false,
                u"The conversation is too large for one request: start a new session."_s};
    case 429:
        return {Errc::RateLimited, true,
                u"The model API's rate limit is reached: try again later."_s};
    case 529:
        return {Errc::Unavailable, true, u"The model API is overloaded: try again later."_s};
    }
    if (status >= 300 && status < 400)
        return {
            Errc::InvalidArgument, false,
            u"The model server redirects elsewhere, which is not followed: correct --base-url."_s};
    if (status == 408 || status == 504)
        return {Errc::Unavailable, true, u"The model API took too long: try again."_s};
    if (status >= 500)
        return {Errc::Unavailable, true,
                u"The model API has an internal problem: try again later."_s};
    return {Errc::Unavailable, false, u"The model server answered with status %1."_s.arg(status)};
}

// An error inside a stream has a type but no status; an unknown one is taken as the server's fault.
int statusOf(const QString &type)
{
    static const QHash<QString, int> statuses{
        {u"invalid_request_error"_s, 400}, {u"authentication_error"_s, 401},
        {u"billing_error"_s, 402},         {u"permission_error"_s, 403},
        {u"not_found_error"_s, 404},       {u"conflict_error"_s, 409},
        {u"request_too_large"_s, 413},     {u"rate_limit_error"_s, 429},
        {u"timeout_error"_s, 504},         {u"overloaded_error"_s, 529}};
    return statuses.value(type, 500);
}

// These last until the first of the next month, whatever else the answer says.
bool isMonthlyCap(const QString &errorCode)
{
    static const QSet<QString> codes{u"contract_spend_limit_reached"_s,
                                     u"enforced_spend_limit_reached"_s, u"ramp_limit_exceeded"_s};
    return codes.contains(errorCode);
}

std::optional<milliseconds> usableWait(double millis)
{
    constexpr double kLargest = 2147483647; // as the SDKs: what a timer can hold
    if (!(millis > 0 && millis <= kLargest))
        return std::nullopt;
    return milliseconds(static_cast<qint64>(millis));
}

std::optional<milliseconds> waitOf(const ErrorAnswer &answer, const QDateTime &now)
{
    bool ok = false;
    if (const double millis = answer.retryAfterMs.trimmed().toDouble(&ok); ok)
        if (const auto wait = usableWait(millis))
            return wait;
    const QByteArray text = answer.retryAfter.trimmed();
    if (const double seconds = text.toDouble(&ok); ok)
        return usableWait(seconds * 1000);
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    date.setTimeSpec(Qt::UTC);
    return date.isValid() ? usableWait(double(now.msecsTo(date))) : std::nullopt;
}

QString sentenceFrom(const QString &apiMessage)
{
    const QString text = wellFormed(apiMessage).simplified().left(600);
    if (text.isEmpty())
        return {};
    return u" It says: "_s + text + (text.endsWith(u'.') ? QString() : u"."_s);
}

} // namespace

ApiFailure failureOf(const ErrorAnswer &answer, const QDateTime &now)
{
    const QJsonObject body = parseJsonObject(answer.body).value_or(QJsonObject());
    const QJsonObject error = body.value("error"_L1).toObject();
    const int status =
        answer.status == 200 ? statusOf(error.value("type"_L1).toString()) : answer.status;
    const QString errorCode = error.value("details"_L1)["error_code"_L1].toString();
    Kind kind = kindOf(status);
    ApiFailure failure{.error = {kind.code, kind.sentence}, .retry = kind.retry};

    if (answer.shouldRetry == "true" || answer.shouldRetry == "false")
        failure.retry = answer.shouldRetry == "true";
    failure.retryAfter = waitOf(answer, now);
    if (isMonthlyCap(errorCode)) {
        failure.retry = false;
        failure.error.message =
            u"The account's spend limit for this month is reached: raise it, or "
            "wait for the first of next month."_s;
    } else if (failure.retryAfter > kLongestWait) {
        failure.retry = false;
        failure.error.message += u" The server asks to wait for %1 minutes."_s.arg(
            std::chrono::ceil<std::chrono::minutes>(*failure.retryAfter).count());
    }
    failure.error.message += sentenceFrom(error.value("message"_L1).toString());
    QString requestId = QString::fromLatin1(answer.requestId);
    if (requestId.isEmpty())
        requestId = body.value("request_id"_L1).toString();
    if (!requestId.isEmpty())
        failure.error.message += u" (request %1)"_s.arg(requestId);
    failure.error.detail = u"status %1, %2 %3"_s.arg(QString::number(answer.status),
                                                     error.value("type"_L1).toString(), errorCode);
    if (error.isEmpty())
        failure.error.detail += QString::fromUtf8(answer.body.left(200)).simplified();
    return failure;
}

ApiFailure brokenStream(const QString &what, const QString &detail)
{
    return {.error = {Errc::Unavailable, what + u": try again."_s, detail}, .retry = true};
}

} // namespace pilothouse
