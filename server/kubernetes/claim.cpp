#include "kubernetes/claim.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kPrefix = u"pilothouse-"_s;

struct Condition
{
    QString status = {};
    QString reason = {};
    QString message = {};
};

Condition conditionOf(const QJsonArray &conditions, QLatin1StringView type)
{
    for (const QJsonValue &each : conditions) {
        const QJsonObject condition = each.toObject();
        if (condition.value("type"_L1).toString() == type)
            return {condition.value("status"_L1).toString(),
                    condition.value("reason"_L1).toString(),
                    condition.value("message"_L1).toString()};
    }
    return {};
}

/// RFC 3339, whole seconds, as metav1.Time is written.
QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s);
}

/// What to make of the reasons that the controller gives. %1: its message.
struct Meaning
{
    ClaimState::Stage stage;
    QString words;
};

const QHash<QString, Meaning> &meanings()
{
    using Stage = ClaimState::Stage;
    static const QHash<QString, Meaning> known{
        {u"DependenciesNotReady"_s, {Stage::Coming, u"its pod is not ready yet: %1"_s}},
        {u"SandboxNotReady"_s, {Stage::Coming, u"its pod is not ready yet: %1"_s}},
        {u"SandboxMissing"_s, {Stage::Coming, u"its pod is being made: %1"_s}},
        {u"AdoptionPending"_s, {Stage::Coming, u"its pod is being taken from the pool: %1"_s}},
        {u"SandboxSuspended"_s, {Stage::Coming, u"it is asleep: %1"_s}},
        {u"Unschedulable"_s, {Stage::Coming, u"no node of the cluster has room: %1"_s}},
        {u"ReconcilerError"_s, {Stage::Coming, u"the cluster cannot make its pod: %1"_s}},
        {u"MultiplePods"_s, {Stage::Coming, u"more than one pod has its name: %1"_s}},
        {u"TemplateNotFound"_s, {Stage::Failed, u"the pool's template is missing: %1"_s}},
        {u"WarmPoolNotFound"_s, {Stage::Failed, u"the pool is missing: %1"_s}},
        {u"InvalidMetadata"_s, {Stage::Failed, u"the cluster refuses it: %1"_s}},
        {u"EnvVarsInjectionRejected"_s, {Stage::Failed, u"the cluster refuses it: %1"_s}},
        {u"VolumeClaimTemplatesError"_s, {Stage::Failed, u"the cluster refuses it: %1"_s}},
        {u"PodFailed"_s, {Stage::Coming, u"its pod ended: %1"_s}},
        {u"PodSucceeded"_s, {Stage::Coming, u"its pod ended: %1"_s}},
        {u"ClaimExpired"_s, {Stage::Over, u"its time is over: %1"_s}},
        {u"SandboxExpired"_s, {Stage::Over, u"its time is over: %1"_s}}};
    return known;
}

Meaning meaningOf(const Condition &condition)
{
    const QString told = condition.message.isEmpty() ? condition.reason : condition.message;
    Meaning meaning = meanings().value(condition.reason, {ClaimState::Stage::Coming, u"%1"_s});
    meaning.words = meaning.words.arg(told.simplified().left(500));
    return meaning;
}

} // namespace

QString claimName(const SessionId &session)
{
    return kPrefix + session.value;
}

std::optional<SessionId> sessionOfClaim(const QString &name)
{
    return name.startsWith(kPrefix) ? sessionIdFrom(name.sliced(kPrefix.size())) : std::nullopt;
}

QString claimSelector()
{
    return u"app.kubernetes.io/managed-by=pilothouse"_s;
}

QJsonObject claimObject(const ClaimWish &wish)
{
    const QJsonObject labels{{u"app.kubernetes.io/name"_s, u"pilothouse-desktop"_s},
                             {u"app.kubernetes.io/managed-by"_s, u"pilothouse"_s}};
    QJsonObject spec = lifetimePatch(wish.until).value("spec"_L1).toObject();
    spec.insert(u"warmPoolRef"_s, QJsonObject{{u"name"_s, wish.pool}});
    return {
        {u"apiVersion"_s, u"extensions.agents.x-k8s.io/v1beta1"_s},
        {u"kind"_s, u"SandboxClaim"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, claimName(wish.session)}, {u"labels"_s, labels}}},
        {u"spec"_s, spec}};
}

// With the policy each time: the default keeps the claim, which would block the name.
QJsonObject lifetimePatch(const QDateTime &until)
{
    const QJsonObject lifecycle{{u"shutdownTime"_s, timeText(until)},
                                {u"shutdownPolicy"_s, u"Delete"_s}};
    return {{u"spec"_s, QJsonObject{{u"lifecycle"_s, lifecycle}}}};
}

QJsonObject operatingPatch(bool runs)
{
    const QString mode = runs ? u"Running"_s : u"Suspended"_s;
    return {{u"spec"_s, QJsonObject{{u"operatingMode"_s, mode}}}};
}

// Ready is the only truth: Suspended and Finished may be of a time before.
ClaimState claimState(const QJsonObject &claim)
{
    using Stage = ClaimState::Stage;
    const QJsonObject status = claim.value("status"_L1).toObject();
    const QJsonObject sandbox = status.value("sandbox"_L1).toObject();
    const QJsonArray conditions = status.value("conditions"_L1).toArray();
    const Condition ready = conditionOf(conditions, "Ready"_L1);
    ClaimState state{.address = sandbox.value("podIPs"_L1).toArray().at(0).toString(),
                     .sandbox = sandbox.value("name"_L1).toString()};
    if (claim.value("metadata"_L1).toObject().contains("deletionTimestamp"_L1)) {
        state.stage = Stage::Over;
        state.words = u"it is being deleted"_s;
        return state;
    }
    if (ready.status == "True"_L1 && !state.address.isEmpty()) {
        state.stage = Stage::Ready;
        return state;
    }
    if (ready.status.isEmpty()) {
        state.words = u"the cluster has not looked at it yet: does its agent-sandbox controller "
                      "run?"_s;
        return state;
    }
    const Meaning meaning = meaningOf(ready);
    state.stage = meaning.stage;
    const QString told = wordsOfConditions(conditions);
    state.words = meaning.stage == Stage::Coming && !told.isEmpty() ? told : meaning.words;
    return state;
}

QString wordsOfConditions(const QJsonArray &conditions)
{
    const Condition scheduled = conditionOf(conditions, "PodScheduled"_L1);
    if (scheduled.status == "False"_L1)
        return u"no node of the cluster has room: %1"_s.arg(
            scheduled.message.simplified().left(500));
    const Condition ready = conditionOf(conditions, "Ready"_L1);
    return ready.status == "False"_L1 ? meaningOf(ready).words : QString();
}

} // namespace pilothouse
