#pragma once

#include "core/log.h"

#include <exception>

namespace pilothouse {

/// Calls `handler` of whoever uses the door. What it throws ends here, in the log: an exception
/// that reaches Qt's event loop would end the process. False: it threw.
template <typename Handler> bool guarded(const char *name, const Handler &handler)
{
    try {
        handler();
        return true;
    } catch (const std::exception &exception) {
        qCWarning(logHttp) << name << "failed:" << exception.what();
    } catch (...) {
        qCWarning(logHttp) << name << "failed";
    }
    return false;
}

} // namespace pilothouse
