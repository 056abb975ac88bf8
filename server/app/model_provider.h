#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "core/result.h"
#include "model/model_client.h"
#include "model/model_table.h"

#include <memory>

/// All that depends on whose models answer. A further provider is a name in core/config.h, a folder
/// with its ModelClient beside src/model/anthropic, and its cases here.
namespace pilothouse {

/// The one that `config` names. Auto: Anthropic if there is a key, or a server of one's own, which
/// may need none.
Provider providerFor(const ModelConfig &config);

/// InvalidArgument: settings that cannot work, whatever the provider says; names the option.
Result<> checkModelSettings(const ModelConfig &config);

/// The models there are, with what they cost and what `config` limits them to.
ModelTable modelsOf(const ModelConfig &config);

/// InvalidArgument: the public API, which `config` asks, has no model of that name.
Result<> checkModelName(const ModelConfig &config, const QString &model, const ModelTable &models);

/// The client of `config.provider`. `table` and `clock` outlive it. Unavailable: a provider of our
/// own cannot be started.
Result<std::unique_ptr<ModelClient>> openModelClient(const ModelConfig &config,
                                                     const ModelTable &table, const Clock &clock);

/// What people must know of who answers; empty: nothing.
QString providerNotice(Provider provider);

} // namespace pilothouse
