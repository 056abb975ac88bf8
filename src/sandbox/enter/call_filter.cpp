#include "call_filter.h"

#include "refused_calls.h"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>

#include <cstddef>

namespace pilothouse {

namespace {

template <std::size_t size> bool install(const sock_filter (&filter)[size])
{
    const sock_fprog program{.len = static_cast<unsigned short>(size),
                             .filter = const_cast<sock_filter *>(filter)};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

} // namespace

bool refuseCalls(IpcObjects objects)
{
    return objects == IpcObjects::Allowed ? install(kRefusedCalls)
                                          : install(kRefusedCallsAndIpcObjects);
}

} // namespace pilothouse
