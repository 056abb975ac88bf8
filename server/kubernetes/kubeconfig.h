#pragma once

#include "kubernetes/cluster_access.h"

namespace pilothouse {

/// What the current context of a kubeconfig says. The text is a kubeconfig as JSON, which kubectl
/// writes as well as YAML and reads in its place. `path`: the files that it names are beside it.
/// InvalidArgument: it is none; it names files that cannot be read; it wants what we do not have
/// (programs that make tokens, certificates that are not looked at). The message says what.
Result<ClusterAccess> kubeconfigAccess(const QByteArray &text, const QString &path);

} // namespace pilothouse
