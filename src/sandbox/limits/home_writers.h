#pragma once

#include "sandbox/process_scan.h"

#include <QtGlobal>

#include <map>

/// Who makes a home grow, as far as the kernel tells. Any thread.
namespace pilothouse {

/// What a program has done so far, with its children that have ended.
struct DoneWork
{
    qint64 written = 0; ///< bytes for disks (proc(5), io); those of a file in memory are not told
    qint64 ticks = 0;   ///< of the processor
};

/// By process. Of a program whose parent is none of `programs` its own work alone: it may be a
/// desktop's first process or window manager, which get the work of all that they have to bury.
using WorkOfPrograms = std::map<pid_t, DoneWork>;
WorkOfPrograms workOf(const std::vector<ProcessEntry> &programs);

/// Who wrote between two looks, and not much less than who wrote most; where the kernel counted
/// nothing (some file systems do not for empty files), the busiest alone. Who is new counts whole.
std::vector<pid_t> writersBetween(const WorkOfPrograms &before, const WorkOfPrograms &after);

} // namespace pilothouse
