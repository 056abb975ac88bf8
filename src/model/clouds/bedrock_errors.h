#pragma once

#include "model/http/api_failure.h"

namespace pilothouse {

/// What an error of Bedrock's means, by its name as it comes in x-amzn-errortype
/// ("ThrottlingException:http://…"), in a message of a stream ("throttlingException") or in a body
/// ("…#ThrottlingException"); nothing for a name that is not known.
/// Source: Amazon Bedrock, errors of InvokeModelWithResponseStream; AWS, common errors.
std::optional<ErrorKind> bedrockErrorKind(const QByteArray &name);

} // namespace pilothouse
