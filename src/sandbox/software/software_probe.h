#pragma once

#include "core/config.h"
#include "core/ids.h"

namespace pilothouse {

/// Why sessions cannot have software of their own (DesktopConfig::software) on this machine, with
/// what the operator can do: a sentence. Empty when they can. Tried once per process, on first use
/// (some 50 ms). Blocks. Main thread.
QString whyNoSoftware(const DesktopConfig &config);

struct SoftwareChoice
{
    QString folder = {}; ///< softwareFolder(), where the session may install software
    QString reason = {}; ///< else why not: what its programs are told when they try
};

SoftwareChoice chooseSoftware(const DesktopConfig &config, const SessionId &session);

} // namespace pilothouse
