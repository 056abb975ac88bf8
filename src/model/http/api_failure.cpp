#include "model/http/api_failure.h"

#include "model/http/server_error.h"

#include <QHash>
#include <QLocale>
#include <QTimeZone>
#include <QRegularExpression>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

// What a status without a name of its own means.
ErrorKind kindOfRange(int status)
{
    if (status >= 300 && status < 400)
        return {
            Errc::InvalidArgument, false,
            u"The model server redirects elsewhere, which is not followed: correct its address."_s};
    if (status == 408 || status == 504)
        return {Errc::Unavailable, true, u"The model API took too long: try again."_s};
    if (status >= 500)
        return {Errc::Unavailable, true,
                u"The model API has an internal problem: try again later."_s};
    return {Errc::Unavailable, false, u"The model server answered with status %1."_s.arg(status)};
}

// What kind of trouble a status is, and what the person who reads it can do about it.
ErrorKind kindOf(int status, const QString &keyName)
{
    switch (status) {
    case 400:
    case 422:
        return {Errc::InvalidArgument, false, u"The model API refused the request."_s};
    case 401:
        return {Errc::Unauthorized, false,
                u"The API key was refused: check %1 or the key sent with the message."_s.arg(
                    keyName.isEmpty() ? u"the one that is set"_s : keyName)};
    case 402:
        return {Errc::Unavailable, false,
                u"The model API has a billing problem with this account: check plan and credit."_s};
    case 403:
        return {Errc::Unauthorized, false,
                u"The API key may not do this: use a key with access to the model."_s};
    case 404:
        return {
            Errc::InvalidArgument, false,
            u"The model API does not know this model or address: check the model's name and the "
            "server's address."_s};
    case 405:
        return {Errc::InvalidArgument, false,
                u"The model server takes no messages at this address: check it."_s};
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
    return kindOfRange(status);
}

// An error that came with 200 has a name but no status; an unknown one is taken as the server's
// fault. Beside the API's own names those of OpenAI's dialect, of vLLM and of Google.
int statusOf(const QString &name)
{
    static const QHash<QString, int> statuses{{u"invalid_request_error"_s, 400},
                                              {u"authentication_error"_s, 401},
                                              {u"billing_error"_s, 402},
                                              {u"permission_error"_s, 403},
                                              {u"not_found_error"_s, 404},
                                              {u"conflict_error"_s, 409},
                                              {u"request_too_large"_s, 413},
                                              {u"rate_limit_error"_s, 429},
                                              {u"timeout_error"_s, 504},
                                              {u"overloaded_error"_s, 529},
                                              {u"badrequesterror"_s, 400},
                                              {u"context_length_exceeded"_s, 400},
                                              {u"exceed_context_size_error"_s, 400},
                                              {u"invalid_argument"_s, 400},
                                              {u"failed_precondition"_s, 400},
                                              {u"invalid_api_key"_s, 401},
                                              {u"unauthenticated"_s, 401},
                                              {u"insufficient_quota"_s, 402},
                                              {u"permission_denied"_s, 403},
                                              {u"model_not_found"_s, 404},
                                              {u"notfounderror"_s, 404},
                                              {u"not_found"_s, 404},
                                              {u"rate_limit_exceeded"_s, 429},
                                              {u"resource_exhausted"_s, 429},
                                              {u"not_supported_error"_s, 400},
                                              {u"unprocessableentityerror"_s, 422}};
    return statuses.value(name.toLower(), 0);
}

int statusOf(const ServerError &error)
{
    for (const int status : {error.status, statusOf(error.code), statusOf(error.type)})
        if (status != 0)
            return status;
    return 500;
}

// These last until the first of the next month, whatever else the answer says.
bool isMonthlyCap(const QString &errorCode)
{
    static const QSet<QString> codes{u"contract_spend_limit_reached"_s,
                                     u"enforced_spend_limit_reached"_s, u"ramp_limit_exceeded"_s};
    return codes.contains(errorCode);
}

// Said with any status by servers that pass on what theirs said, or have one status for all.
bool cannotGetBetter(const ServerError &error)
{
    static const QRegularExpression lasting(
        u"model.{0,200}(not found|does ?n[o']t exist|not a valid|not supported)|"
        "(unknown|no such|invalid|unsupported) model|model[_ ]not[_ ]found|"
        "(maximum|max) context|context[_ ](length|size|window)|prompt is too long|"
        "(invalid|incorrect|missing|no) api[ _-]?key|insufficient[_ ]quota|"
        "does not support (tools|tool|images|image|vision|function)|tool-call-parser"_s,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    return error.words.contains(lasting) || error.code.contains(lasting);
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
    const QDateTime told =
        QLocale::c().toDateTime(QString::fromLatin1(text), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    const QDateTime date(told.date(), told.time(), QTimeZone::utc());
    return date.isValid() ? usableWait(double(now.msecsTo(date))) : std::nullopt;
}

QString sentenceFrom(const QString &words)
{
    if (words.isEmpty())
        return {};
    const bool isClosed = words.endsWith(u'.') || words.endsWith(u'…') || words.endsWith(u'!');
    return u" It says: "_s + words + (isClosed ? QString() : u"."_s);
}

} // namespace

ApiFailure failureOf(const ErrorAnswer &answer, const QDateTime &now)
{
    const ServerError said = readServerError(answer.body);
    const bool isSuccess = answer.status >= 200 && answer.status < 300;
    // OpenAI says so with 429, but no waiting helps.
    const bool isUnpaid = said.code == "insufficient_quota"_L1;
    const int status = isUnpaid ? 402 : isSuccess ? statusOf(said) : answer.status;
    const ErrorKind kind = answer.kind.value_or(kindOf(status, answer.keyName));
    ApiFailure failure{.error = {kind.code, kind.sentence},
                       .retry = kind.retry && !cannotGetBetter(said),
                       .isInterim = answer.status > 0 && answer.status < 200};

    if (answer.shouldRetry == "true" || answer.shouldRetry == "false")
        failure.retry = answer.shouldRetry == "true";
    failure.retryAfter = waitOf(answer, now);
    if (isMonthlyCap(said.code)) {
        failure.retry = false;
        failure.error.message =
            u"The account's spend limit for this month is reached: raise it, or "
            "wait for the first of next month."_s;
    } else if (failure.retryAfter > kLongestWait) {
        failure.retry = false;
        failure.error.message += u" The server asks to wait for %1 minutes."_s.arg(
            std::chrono::ceil<std::chrono::minutes>(*failure.retryAfter).count());
    }
    failure.error.message += sentenceFrom(said.words);
    const QString id = QString::fromLatin1(answer.requestId);
    if (const QString named = id.isEmpty() ? said.requestId : id; !named.isEmpty())
        failure.error.message += u" (request %1)"_s.arg(named);
    failure.error.detail =
        u"status %1, %2 %3"_s.arg(QString::number(answer.status), said.type, said.code);
    if (!answer.errorName.isEmpty())
        failure.error.detail += u' ' + QString::fromLatin1(answer.errorName);
    return failure;
}

ApiFailure brokenStream(const QString &what, const QString &detail)
{
    return {.error = {Errc::Unavailable, what + u": try again."_s, detail}, .retry = true};
}

} // namespace pilothouse
