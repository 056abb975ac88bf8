#pragma once

#include "core/config.h"
#include "desktop/requirements.h"

#include <QCoroTask>

namespace pilothouse {

/// Whether the cluster in which desktops are to be can be reached, and lets us make them.
QCoro::Task<Requirement> clusterFinding(KubernetesConfig config);

} // namespace pilothouse
