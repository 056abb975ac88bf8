#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <functional>
#include <optional>

namespace pilothouse {

/// Why one request to the model failed, and whether the same request is worth sending again.
struct ApiFailure
{
    Error error;
    bool retry = false;
    /// The answer was an interim one, and what follows it was not read: see socket_reply.h.
    bool isInterim = false;
    /// What the server asks us to wait; at most kLongestWait, a longer one is no retry at all.
    std::optional<std::chrono::milliseconds> retryAfter = {};
};

template <typename T = void> using ApiResult = tl::expected<T, ApiFailure>;

/// Beyond, waiting is for people to decide.
inline constexpr std::chrono::milliseconds kLongestWait = std::chrono::minutes(15);

/// What an error means, and what the person who reads of it can do.
struct ErrorKind
{
    Errc code;
    bool retry;
    QString sentence;
};

/// An answer that is no success, as far as failures depend on it.
struct ErrorAnswer
{
    int status = 0;               ///< 200 for an error that came as a success or in a stream
    QByteArray body = {};         ///< need not be JSON: edge proxies answer too
    QByteArray retryAfterMs = {}; ///< this and the next three: headers as they came
    QByteArray retryAfter = {};
    QByteArray shouldRetry = {};
    QByteArray requestId = {};
    QByteArray errorName = {};          ///< the x-amzn-errortype field
    std::optional<ErrorKind> kind = {}; ///< of that name, where it is known; else by status
    QString keyName = {};               ///< how people set the key that was sent; empty: not said
};

/// Cause and cure of a failed request, with the server's own words (server_error.h). What cannot
/// get better is not worth a retry, whatever status it has. `now` is needed for a retry-after that
/// is a date. Source: model API, errors; the SDK's rules for what to repeat.
ApiFailure failureOf(const ErrorAnswer &answer, const QDateTime &now);

/// The server broke the protocol or the connection: worth a retry.
ApiFailure brokenStream(const QString &what, const QString &detail = {});

} // namespace pilothouse
