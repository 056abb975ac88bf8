#pragma once

#include "core/config.h"
#include "model/model_table.h"

/// What tests of requests take for given: the public API and the built-in table.
namespace pilothouse {

inline ModelConfig publicApi()
{
    ModelConfig config;
    config.apiKey = QStringLiteral("sk-1");
    return config;
}

inline ModelInfo infoOf(const QString &model)
{
    return ModelTable::builtin().find(model);
}

} // namespace pilothouse
