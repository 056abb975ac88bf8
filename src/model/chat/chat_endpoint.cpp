#include "model/chat/chat_endpoint.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kCall = "/chat/completions"_L1;

QUrl urlOf(QUrl base)
{
    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith(kCall))
        path = (path.isEmpty() ? u"/v1"_s : path) + kCall;
    base.setPath(path);
    return base;
}

} // namespace

Result<ChatEndpoint> chatEndpoint(const ModelConfig &config, const QString &keyOverride)
{
    const QUrl base = serverUrl(config.baseUrl);
    const QString key = (keyOverride.trimmed().isEmpty() ? config.apiKey : keyOverride).trimmed();
    if (const auto checked = checkServer(base, key.toUtf8(), kChatKey); !checked)
        return fail(checked.error());
    return ChatEndpoint{.url = urlOf(base), .key = key.toUtf8()};
}

} // namespace pilothouse
