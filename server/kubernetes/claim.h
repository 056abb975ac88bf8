#pragma once

#include "core/ids.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

#include <optional>

namespace pilothouse {

/// What is asked of a claim: extensions.agents.x-k8s.io/v1beta1, SandboxClaim.
struct ClaimWish
{
    SessionId session;
    QString pool;    ///< SandboxWarmPool
    QDateTime until; ///< then the cluster ends it, unless that is moved
};

/// "pilothouse-SESSION": a name by RFC 1123, the same each time.
QString claimName(const SessionId &session);
/// The session of a claim; nothing: it is not of us.
std::optional<SessionId> sessionOfClaim(const QString &name);
/// The object to create.
QJsonObject claimObject(const ClaimWish &wish);
/// What moves the end of a claim (merge patch).
QJsonObject lifetimePatch(const QDateTime &until);
/// What has a Sandbox run or rest (merge patch).
QJsonObject operatingPatch(bool runs);
/// The label by which we find our own: in a query.
QString claimSelector();

/// What the status of a claim means to us.
struct ClaimState
{
    enum class Stage {
        Coming, ///< no pod is ready yet; `words` says why
        Ready,  ///< `address` can be connected to
        Failed, ///< none will come; `words` says why
        Over,   ///< its time is over, or it is being deleted: another one has to be made
    };
    Stage stage = Stage::Coming;
    QString address = {}; ///< of the pod
    QString sandbox = {}; ///< name of the Sandbox; empty: it has none yet
    QString words = {};   ///< for people: "no node of the cluster has room: 0/3 nodes are …"
};
ClaimState claimState(const QJsonObject &claim);

/// Why the pod of a Sandbox (or a claim) does not come, in words, by its conditions; empty: they do
/// not tell.
QString wordsOfConditions(const QJsonArray &conditions);

} // namespace pilothouse
