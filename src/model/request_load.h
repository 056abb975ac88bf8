#pragma once

#include "core/config.h"
#include "core/result.h"
#include "model/model_table.h"

#include <functional>

namespace pilothouse {

/// What a request weighs.
struct RequestLoad
{
    qsizetype pictures = 0;     ///< those that are sent
    qint64 pictureTokens = 0;   ///< of them
    qsizetype pictureBytes = 0; ///< of them, in base64
    qsizetype bytes = 0;        ///< of the whole body
    int maxTokens = 0;          ///< of the reply

    // Three bytes a token: few texts have fewer, and a begun summary must still fit.
    qint64 tokens() const { return (bytes - pictureBytes) / 3 + pictureTokens + maxTokens; }
};

/// The pictures of `turns` but the oldest, of which `leftOut` says by their number how many go.
RequestLoad pictureLoad(const QList<Turn> &turns,
                        const std::function<qsizetype(qsizetype)> &leftOut);

/// What a server takes in one request.
struct LoadLimits
{
    qsizetype bytes = 32'000'000; ///< of the whole body
    bool pictures = true;         ///< their number counts: old ones are not left out
};

/// TooLarge: above the limits, more pictures than the model takes, or about more tokens than its
/// context was set to; 80 % of each, unless the request is the last of its conversation: what is
/// left is for that one.
Result<> checkLoad(const RequestLoad &load, const ModelRequest &request, const ModelInfo &model,
                   const LoadLimits &limits);

/// Tokens that the reply may have.
int maxTokensOf(const ModelRequest &request, const ModelInfo &model, const ModelConfig &config);

} // namespace pilothouse
