#include "model/anthropic/endpoint.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr char kPublicVersion[] = "2026-10-21";
constexpr char kCompatibleVersion[] = "2023-06-01"; // what other servers expect

} // namespace

QUrl baseUrlOf(const ModelConfig &config)
{
    const bool isSet = !config.baseUrl.trimmed().isEmpty();
    return serverUrl(isSet ? config.baseUrl : ModelConfig().baseUrl);
}

std::chrono::milliseconds idleTimeoutOf(const ModelConfig &config)
{
    if (config.idleTimeout.count() > 0)
        return config.idleTimeout;
    return isPublicApi(baseUrlOf(config)) ? kPublicPatience : kOtherPatience;
}

bool isPublicApi(const QUrl &url)
{
    return url.host() == "anthropic.com"_L1 || url.host().endsWith(".anthropic.com"_L1);
}

Result<Endpoint> endpointFor(const ModelConfig &config, const QString &keyOverride)
{
    const QUrl base = baseUrlOf(config);
    const QString key = (keyOverride.trimmed().isEmpty() ? config.apiKey : keyOverride).trimmed();
    if (const auto checked = checkServer(base, key.toUtf8(), kAnthropicKey); !checked)
        return fail(checked.error());
    Endpoint endpoint{.url = callUrl(base, "/messages"_L1, "/chat/completions"_L1),
                      .isPublic = isPublicApi(base),
                      .apiVersion = config.apiVersion.toLatin1(),
                      .credential = config.credential,
                      .key = key.toUtf8()};
    if (endpoint.apiVersion.isEmpty())
        endpoint.apiVersion = endpoint.isPublic ? kPublicVersion : kCompatibleVersion;
    if (endpoint.isPublic && endpoint.key.isEmpty())
        return fail(Errc::Unauthorized, u"No API key is set: set ANTHROPIC_API_KEY, or send a key "
                                        "with the message."_s);
    return endpoint;
}

} // namespace pilothouse
