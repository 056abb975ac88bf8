#pragma once

#include <QtGlobal>

#include <chrono>

namespace pilothouse {

/// User and system time of a process so far, with all its threads and everything that it has
/// started and that still runs.
std::chrono::microseconds cpuOfFamily(qint64 pid);

/// How often a process and everything that it has started went to sleep so far, to be woken again
/// (voluntary_ctxt_switches of /proc/PID/status).
qint64 wakeUpsOfFamily(qint64 pid);

/// Memory of a process and everything that it has started, in MiB: what is shared counts in parts
/// (PSS of smaps_rollup).
double memoryOfFamily(qint64 pid);

/// Stops a process and everything that it has started, or lets them go on.
void holdFamily(qint64 pid, bool hold);

/// How many processes wanted to run in the last minute, on average.
double machineLoad();

} // namespace pilothouse
