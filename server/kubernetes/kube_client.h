#pragma once

#include "core/clock.h"
#include "kubernetes/cluster_access.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QNetworkAccessManager>

#include <functional>
#include <optional>
#include <stop_token>

namespace pilothouse {

/// What is asked of the API.
struct KubeRequest
{
    QByteArray method = "GET";
    QString target = {}; ///< path and query
    /// Of POST: an object; of PATCH: a merge patch.
    std::optional<QJsonObject> body = {};
};

/// Paths of the API in one namespace. Pure.
QString claimsPath(const QString &space, const QString &name = {});
QString sandboxPath(const QString &space, const QString &name);

/// How long to wait before a request is made again, by its answer: what Retry-After says, within
/// bounds; nothing: it is not to be made again. `status` 0: there was no answer. Pure.
std::optional<std::chrono::milliseconds> pauseBefore(int attempt, int status,
                                                     const QByteArray &retryAfter);

/// Speaks to the API of a cluster. What it asks can be asked twice: where the API cannot be
/// reached, or has too much to do (429, 503), it is, a few times. Main thread; the clock outlives
/// it.
class KubeClient
{
    Q_DISABLE_COPY_MOVE(KubeClient)
public:
    KubeClient(ClusterAccess access, const Clock &clock);

    /// The object that is answered. NotFound; Conflict: the name exists (POST); Denied: as whom we
    /// ask may not; Unauthorized; InvalidArgument: the API does not take the object; Unavailable:
    /// it cannot be reached, or has too much to do; Stopped. Each with the API's words.
    QCoro::Task<Result<QJsonObject>> ask(KubeRequest request, std::stop_token stop);

    /// Follows a watch: each line goes to `take`, which returns false to end it. Returns when the
    /// API ends it, when it was silent for `silence`, or is stopped. Errors: as ask().
    QCoro::Task<Result<>> follow(QString target, std::function<bool(const QByteArray &)> take,
                                 std::chrono::milliseconds silence, std::stop_token stop);

    const QString &space() const { return m_access.space; }
    const Clock &clock() const { return m_clock; }

private:
    struct Answer;
    QCoro::Task<Answer> askOnce(KubeRequest request, std::stop_token stop);

    const ClusterAccess m_access;
    const Clock &m_clock;
    QNetworkAccessManager m_network;
    QNetworkAccessManager m_watching; ///< its connections stay busy
};

} // namespace pilothouse
