#pragma once

#include "model/model_table.h"

#include <QJsonObject>

namespace pilothouse {

/// What people read for an id of ours: "claude-opus-5-5" is "Claude Opus 5.5". Names that servers
/// give their models stay.
QString displayName(const QString &modelId);

/// {"default", "models": [{"id", "display_name", "provider", "context_tokens", "max_output_tokens",
/// "efforts", "prices"}]}, in the order of the table; prices in USD per million tokens, 0 where
/// nobody knows them. Models of the Messages API are Anthropic's, wherever they run.
QJsonObject modelListJson(const ModelTable &table, const QString &defaultModel);

} // namespace pilothouse
