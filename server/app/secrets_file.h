#pragma once

#include "core/result.h"
#include "core/secret.h"

namespace pilothouse {

/// The secrets that every session has: a JSON object as POST /sessions takes it. Nobody but its
/// owner may read or write the file, which is ours or root's. Io, InvalidArgument: the message says
/// what is wrong, without a value.
Result<QList<Secret>> readSecretsFile(const QString &path);

/// What is in the file `path`, which is held to the same.
Result<QString> readSecretText(const QString &path);

} // namespace pilothouse
