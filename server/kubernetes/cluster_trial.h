#pragma once

#include "kubernetes/kube_client.h"

#include <QStringList>

namespace pilothouse {

/// What a server may not do in its cluster that it needs: "create sandboxclaims". Empty: it may do
/// all. Errors: as KubeClient::ask().
QCoro::Task<Result<QStringList>> missingRights(KubeClient &client, std::stop_token stop);

} // namespace pilothouse
