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

/// The one that `config` names. Auto: the first that is set up, else Demo.
Provider providerFor(const ModelConfig &config);

/// All that can answer: the usual one first, then those that have a key or a server.
QList<Provider> providersOf(const ModelConfig &config);

/// The settings with which `provider` is asked: with its key, its address and its model.
ModelConfig settingsOf(ModelConfig config, Provider provider);

/// InvalidArgument: settings that cannot work, whatever the provider says; names the option.
Result<> checkModelSettings(const ModelConfig &config);

/// The models there are, with what they cost and what `config` limits them to.
ModelTable modelsOf(const ModelConfig &config);

/// The model that is asked where nobody chose one.
QString usualModel(const ModelConfig &config);

/// The names that whoever usually answers for `config` answers to, the usual one first: of `models`
/// where that is the public API, of a server of one's own those that were named.
QStringList answeringModels(const ModelConfig &config, const ModelTable &models);

/// InvalidArgument: the public API, if that is who answers for `provider`, has no model of that
/// name.
Result<> checkModelName(const ModelConfig &config, Provider provider, const QString &model,
                        const ModelTable &models);

/// InvalidArgument: nobody answers for `provider`; the message says what to set.
Result<> checkProvider(const ModelConfig &config, Provider provider);

/// The client of one provider. `table` and `clock` outlive it. Unavailable: a provider of our own
/// cannot be started.
Result<std::unique_ptr<ModelClient>> openProvider(const ModelConfig &config, Provider provider,
                                                  const ModelTable &table, const Clock &clock);

/// A client that asks whom each request names, of all that are set up.
Result<std::unique_ptr<ModelClient>> openModelClient(const ModelConfig &config,
                                                     const ModelTable &table, const Clock &clock);

/// What people must know of who answers; empty: nothing.
QString providerNotice(Provider provider);

} // namespace pilothouse
