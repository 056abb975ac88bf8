#pragma once

#include "core/clouds.h"
#include "core/result.h"

#include <QUrl>

namespace pilothouse {

/// What Bedrock calls `model`: a name of ours is that of the profile which has it in all regions
/// ("global.anthropic.claude-…"), an id or ARN of Bedrock's stays as it is.
QString bedrockModel(const QString &model);

/// Where Bedrock streams replies of `model`. InvalidArgument: no region, one that is none, an
/// address that is none or would carry keys over the open network in clear text, or a model that
/// cannot stand in an address; the message says what to set.
Result<QUrl> bedrockUrl(const BedrockConfig &config, const QString &model);

/// The same for Vertex. `project`: where it is billed to.
Result<QUrl> vertexUrl(const VertexConfig &config, const QString &project, const QString &model);

} // namespace pilothouse
