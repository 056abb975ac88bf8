#include "app/complain.h"

#include "core/log.h"

#include <cstdio>

namespace pilothouse {

int complain(const Error &error, int exitCode)
{
    std::fprintf(stderr, "pilothouse: %s\n", qPrintable(error.message));
    if (!error.detail.isEmpty())
        qCInfo(logApp) << error.detail;
    return exitCode;
}

} // namespace pilothouse
