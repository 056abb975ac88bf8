#include "app/complain.h"

#include "core/log.h"

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

int complain(const Error &error, int exitCode)
{
    std::fprintf(stderr, "pilothouse: %s\n", qPrintable(error.message));
    if (!error.detail.isEmpty())
        qCInfo(logApp) << error.detail;
    return exitCode;
}

Failure failAt(const QString &flags, Error error)
{
    error.message = flags + u": "_s + error.message;
    return fail(std::move(error));
}

} // namespace pilothouse
