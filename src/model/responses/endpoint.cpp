#include "model/responses/endpoint.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<ResponsesEndpoint> responsesEndpoint(const ModelConfig &config, const QString &keyOverride)
{
    const QUrl base = openAiUrlOf(config);
    const QString key = (keyOverride.trimmed().isEmpty() ? config.apiKey : keyOverride).trimmed();
    if (const auto checked = checkServer(base, key.toUtf8(), kOpenAiKey); !checked)
        return fail(checked.error());
    if (isOpenAi(base) && key.isEmpty())
        return fail(Errc::Unauthorized, u"No API key is set: set OPENAI_API_KEY, or send a key "
                                        "with the message."_s);
    return ResponsesEndpoint{.url = callUrl(base, "/responses"_L1, "/chat/completions"_L1),
                             .key = key.toUtf8()};
}

QUrl openAiUrlOf(const ModelConfig &config)
{
    const QString set = config.baseUrl.trimmed();
    return serverUrl(set.isEmpty() ? QString(kOpenAiUrl) : set);
}

bool isOpenAi(const QUrl &url)
{
    return url.host() == "openai.com"_L1 || url.host().endsWith(".openai.com"_L1);
}

} // namespace pilothouse
