#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "core/result.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

/// Which models a server of chat completions has: its GET /v1/models, by OpenAI's reference.
namespace pilothouse {

/// A server of many vendors has hundreds.
inline constexpr int kMostListedModels = 300;

/// The names in such an answer, in its order, at most kMostListedModels: without those that the
/// server itself says see no pictures or call no tools ("architecture" and "supported_parameters",
/// as OpenRouter documents them). Corrupt: it is no such list.
Result<QStringList> listedModels(const QByteArray &answer);

/// Asks once, for ten seconds at most. `config` as for chatEndpoint(). InvalidArgument,
/// Unauthorized: see there; Unavailable: the server cannot be reached, or does not say; Corrupt;
/// Stopped. The message names the address, never the key.
QCoro::Task<Result<QStringList>> askForModels(const Clock &clock, ModelConfig config,
                                              std::stop_token stop);

/// Asks at once and then every ten minutes, after a failure sooner, until it is stopped, and tells
/// `take` what came each time. The first failure of several in a row is logged. `clock` outlives
/// it.
QCoro::Task<> followModels(const Clock &clock, ModelConfig config,
                           std::function<void(const Result<QStringList> &)> take,
                           std::stop_token stop);

} // namespace pilothouse
