#pragma once

#include "core/result.h"

namespace pilothouse {

/// Where DATABASE_URL points. An empty `file` means: in memory, gone with the process.
struct DatabaseLocation
{
    QString file; ///< absolute path
};

/// Understands sqlite:///relative (to the working directory), sqlite:////absolute and sqlite://
/// (in memory; also sqlite:///:memory:), as SQLAlchemy writes them. InvalidArgument: anything
/// else; the message names what is supported and never repeats the URL, which may hold a password.
Result<DatabaseLocation> parseDatabaseUrl(const QString &url);

} // namespace pilothouse
