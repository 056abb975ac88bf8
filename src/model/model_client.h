#pragma once

#include "core/result.h"
#include "model/messages.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace pilothouse {

using ProgressSink = std::function<void(const ModelProgress &)>;

/// Talks to a model. Implementations: AnthropicClient (HTTP), ScriptedModel (tests/support).
/// Main thread; several calls may run at once.
class ModelClient
{
public:
    virtual ~ModelClient() = default;

    /// One reply of the model, whole. Retries by itself where that is safe; a reply that broke off
    /// is discarded whole, never handed out in part.
    /// Stopped: asked to (the request is aborted at once). Unauthorized: the key is missing or
    /// wrong. RateLimited, Unavailable: after all retries, or a limit that retrying cannot lift.
    /// InvalidArgument: the API refused the request (our defect or an unfit setting); TooLarge.
    /// The message names cause and cure and the API's request id where there is one.
    /// `progress` is called on this thread, never after the task has ended.
    virtual QCoro::Task<Result<ModelReply>> complete(ModelRequest request, ProgressSink progress,
                                                     std::stop_token stop) = 0;
};

} // namespace pilothouse
