#pragma once

#include "core/clock.h"
#include "model/model_client.h"
#include "model/anthropic/reply_assembler.h"
#include "model/anthropic/request_builder.h"

#include <QNetworkAccessManager>

namespace pilothouse {

/// What one try at a reply needs. `network` and `clock` outlive it.
struct FetchSetup
{
    QNetworkAccessManager &network;
    const Clock &clock;
    HttpCall call;
    ToolDialect dialect;
    ModelInfo model;
    std::chrono::milliseconds connectTimeout;
    std::chrono::milliseconds idleTimeout; ///< without a new part of the reply
    bool readsInterim = false;             ///< the server sends interim answers before its own
};

/// Posts the call once and reads the reply to its end, see answer_reader.h; no retries. A stop
/// aborts the connection at once and gives Errc::Stopped. The reply has its requestId, not its
/// duration. HTTP/1.1 without redirects (the key must not travel on), cookies, cache or
/// compression.
QCoro::Task<ApiResult<ModelReply>> fetchReply(FetchSetup setup, ProgressSink progress,
                                              std::stop_token stop);

} // namespace pilothouse
