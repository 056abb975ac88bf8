#pragma once

#include "core/clock.h"
#include "model/clouds/google_credentials.h"
#include "model/http/api_failure.h"

#include <QCoroTask>
#include <QNetworkAccessManager>

#include <stop_token>

namespace pilothouse {

/// Who we are to Google Cloud, as tokens that end after an hour: each is kept until five minutes
/// before. Main thread. `clock` outlives it; it outlives its tasks.
class GoogleTokens
{
public:
    /// `token`: one that somebody else looks after; then no file is read. `file`: of credentials.
    GoogleTokens(const Clock &clock, const QString &token, const QString &file);

    /// Unauthorized: nothing is set, or Google refuses it. Unavailable, worth a retry: Google
    /// cannot be reached.
    QCoro::Task<ApiResult<QByteArray>> token(std::stop_token stop);
    /// The last one was refused: the next is a new one. False: there was none of ours.
    bool forget() { return !std::exchange(m_token, {}).isEmpty(); }

private:
    QCoro::Task<ApiResult<QByteArray>> fetch(GoogleCredentials credentials, std::stop_token stop);
    ApiResult<QByteArray> take(const QByteArray &body, int status);

    const Clock &m_clock;
    QByteArray m_given;
    QString m_file;
    QNetworkAccessManager m_network;
    QByteArray m_token;
    QDateTime m_until; ///< it may be used
};

} // namespace pilothouse
