#pragma once

namespace pilothouse {

/// Whether a program may use System V shared memory, semaphores and queues, and POSIX queues. The
/// kernel judges them by user and by a mode that anybody may have open; they outlive the programs,
/// and their memory is nobody's. Where no namespace divides them, nobody may.
enum class IpcObjects { Allowed, Refused };

/// From here on this process and all its descendants are refused the system calls that no program
/// of a desktop needs and that reach deep into the kernel: see call_filter_writer.cpp for which.
/// They fail (EPERM, or as on a kernel without them); nobody is killed. Must have given up new
/// privileges before. Costs 0.25 ms, nearly all of it in the kernel. False: errno says why.
bool refuseCalls(IpcObjects objects);

} // namespace pilothouse
