#include "kubernetes/cluster_trial.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct Right
{
    QString group;
    QString resource;
    QString verb;
};

/// As deploy/kubernetes grants them.
QList<Right> neededRights()
{
    QList<Right> rights;
    for (const QString &verb :
         {u"create"_s, u"get"_s, u"list"_s, u"watch"_s, u"patch"_s, u"delete"_s})
        rights.append({u"extensions.agents.x-k8s.io"_s, u"sandboxclaims"_s, verb});
    for (const QString &verb : {u"get"_s, u"patch"_s})
        rights.append({u"agents.x-k8s.io"_s, u"sandboxes"_s, verb});
    return rights;
}

QJsonObject reviewOf(const Right &right, const QString &space)
{
    const QJsonObject attributes{{u"namespace"_s, space},
                                 {u"verb"_s, right.verb},
                                 {u"group"_s, right.group},
                                 {u"resource"_s, right.resource}};
    return {{u"apiVersion"_s, u"authorization.k8s.io/v1"_s},
            {u"kind"_s, u"SelfSubjectAccessReview"_s},
            {u"spec"_s, QJsonObject{{u"resourceAttributes"_s, attributes}}}};
}

} // namespace

QCoro::Task<Result<QStringList>> missingRights(KubeClient &client, std::stop_token stop)
{
    QStringList missing;
    const QList<Right> rights = neededRights();
    for (const Right &right : rights) {
        const KubeRequest request{.method = "POST",
                                  .target =
                                      u"/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"_s,
                                  .body = reviewOf(right, client.space())};
        const Result<QJsonObject> review = co_await client.ask(request, stop);
        if (!review)
            co_return fail(review.error());
        if (!review->value("status"_L1).toObject().value("allowed"_L1).toBool())
            missing.append(right.verb + u' ' + right.resource);
    }
    co_return missing;
}

} // namespace pilothouse
