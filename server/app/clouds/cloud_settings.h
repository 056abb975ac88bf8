#pragma once

#include "core/config.h"
#include "core/result.h"

/// What the providers of src/model/clouds need to be told before anything is asked.
namespace pilothouse {

bool isCloud(Provider provider);

/// Credentials that nobody named are looked for where the clouds' own programs keep them.
void findCloudCredentials(ModelConfig &model);

/// InvalidArgument: the cloud that `given` names cannot be asked like this; says what to set.
Result<> checkCloud(const ModelConfig &given);

/// Where it is asked, and as whom, without a secret: "us.anthropic.… in us-east-1, AWS keys".
QString cloudSummary(const ModelConfig &model);

} // namespace pilothouse
