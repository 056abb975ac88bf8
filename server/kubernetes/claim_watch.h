#pragma once

#include "core/task_scope.h"
#include "kubernetes/kube_client.h"

#include <QHash>
#include <QObject>

namespace pilothouse {

/// Our claims as the cluster has them, kept up to date by a watch: one list, then what changes. A
/// watch that breaks goes on from where it was; where the cluster does not know what happened
/// since, all is listed again. Main thread. Await stop() before destroying it; the client outlives
/// it.
class ClaimWatch final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ClaimWatch)
public:
    explicit ClaimWatch(KubeClient &client);

    /// Begins. Once.
    void start();
    /// Returns when the first list is there. Errors of the try before `patience` was over.
    QCoro::Task<Result<>> listed(std::chrono::milliseconds patience, std::stop_token stop);
    QCoro::Task<> stop();

    /// As it is known now; empty: there is none.
    QJsonObject claim(const QString &name) const { return m_claims.value(name); }
    const QHash<QString, QJsonObject> &claims() const { return m_claims; }

signals:
    void changed();

private:
    QCoro::Task<> run(std::stop_token stop);
    QCoro::Task<Result<>> list(std::stop_token stop);
    QCoro::Task<Result<>> watch(std::stop_token stop);
    bool take(const QByteArray &line);

    KubeClient &m_client;
    QHash<QString, QJsonObject> m_claims; ///< by name
    QString m_version;                    ///< up to which we know; empty: nothing yet
    std::optional<Error> m_trouble;       ///< of the last try
    bool m_isListed = false;
    TaskScope m_tasks;
};

} // namespace pilothouse
