#pragma once

#include "core/config.h"
#include "core/result.h"
#include "model/http/base_url.h"

#include <QUrl>

namespace pilothouse {

/// How people set the key.
inline constexpr QLatin1StringView kChatKey("PILOTHOUSE_CHAT_API_KEY");

/// Where a request goes and as whom. Holds the key: never print one.
struct ChatEndpoint
{
    QUrl url;       ///< of the call itself
    QByteArray key; ///< empty: none is sent
};

/// The endpoint of a configuration whose base URL and key are those of the chat server;
/// `keyOverride` wins over its key. An address without a path gets /v1; any other is taken as it
/// is, as OpenAI's libraries do. InvalidArgument, Unauthorized: see checkServer().
Result<ChatEndpoint> chatEndpoint(const ModelConfig &config, const QString &keyOverride);

} // namespace pilothouse
