#pragma once

#include "core/clock.h"
#include "model/http/http_call.h"
#include "model/http/reply_reader.h"

#include <QCoroTask>
#include <QNetworkAccessManager>

#include <stop_token>

namespace pilothouse {

/// What one try at a reply needs. `network` and `clock` outlive it.
struct FetchSetup
{
    QNetworkAccessManager &network;
    const Clock &clock;
    HttpCall call;
    std::chrono::milliseconds connectTimeout;
    std::chrono::milliseconds idleTimeout; ///< without a new part of the reply
    bool readsInterim = false;             ///< the server sends interim answers before its own
};

/// Posts the call once and has `reader`, which outlives it, read the answer to its end; no retries.
/// A stop aborts the connection at once and gives Errc::Stopped. The reply has its requestId, not
/// its duration. A plain_request.h, without compression.
QCoro::Task<ApiResult<ModelReply>> fetchReply(FetchSetup setup, ReplyReader &reader,
                                              std::stop_token stop);

} // namespace pilothouse
