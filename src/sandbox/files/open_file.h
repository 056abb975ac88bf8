#pragma once

#include "core/result.h"
#include "sandbox/descriptor.h"

#include <QByteArray>
#include <QString>

/// Open files of homes: session_files.h opens them. Blocking; any thread.
namespace pilothouse {

/// `most` bytes from `offset` on, fewer where the file ends. Io.
Result<QByteArray> readAt(const Descriptor &file, qint64 offset, qint64 most);

/// What tells an open file from every other one that is or was at its path, while it may grow or be
/// written to. Io.
Result<QString> markOf(const Descriptor &file);

} // namespace pilothouse
