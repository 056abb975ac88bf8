#pragma once

#include "core/result.h"
#include "model/clouds/aws_signature.h"

namespace pilothouse {

/// The keys of `profile` in a shared credentials file as AWS's own programs have it: sections
/// [NAME] with aws_access_key_id, aws_secret_access_key and maybe aws_session_token.
/// Unauthorized: the file cannot be read, or has no keys of that profile.
Result<AwsKeys> awsKeysFrom(const QString &file, const QString &profile);

} // namespace pilothouse
