#pragma once

#include "core/config.h"
#include "model/http/http_call.h"
#include "model/messages.h"
#include "model/model_table.h"

namespace pilothouse {

/// What a place that serves the Messages API wants to have in the body of a request.
struct Envelope
{
    bool isWhole = false;     ///< it knows every option, as the public API
    QByteArray version = {};  ///< of the API there; empty: a header says it
    bool betasInBody = false; ///< else a header names them
    bool namesModel = true;   ///< else the address does
    bool saysStream = true;   ///< else the address does
    qsizetype mostBytes = 32'000'000;
};

/// A request's body, and what belongs to it.
struct MessagesBody
{
    QByteArray body;
    QByteArrayList betas;
    int maxTokens = 0; ///< that it allows for the reply
};

/// The bytes that ask `model` for a reply, see buildCall().
Result<MessagesBody> buildBody(const ModelRequest &request, const ModelInfo &model,
                               const ModelConfig &config, const Envelope &envelope);

/// The bytes that ask `model` for a reply. The same arguments give the same bytes, and a request
/// that only has more turns has the same system, tools and earlier messages, but for the places of
/// the cache markers. Source of every rule: the model API's reference.
/// InvalidArgument: the turns, thinking, effort or base URL break a rule; see conversation.h,
/// thinking_fields.h, endpoint.h. Unauthorized: no key for the public API. TooLarge: the body is
/// above 32 MB, holds more pictures than the model takes, or about more tokens than its context
/// was set to; 80 % of each, unless `isLast`.
Result<HttpCall> buildCall(const ModelRequest &request, const ModelInfo &model,
                           const ModelConfig &config);

} // namespace pilothouse
