#include "agent/hooks/hook_rules.h"

#include "core/hooks/webhook_spelling.h"
#include "sandbox/egress/addresses.h"

#include <algorithm>
#include <bit>

#include <arpa/inet.h>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kLongestPause = 1h;
constexpr milliseconds kLongestTrying = 24h;
constexpr int kDoublings = 12; // 1 s doubled so often is more than an hour

egress::Address addressOf(const QHostAddress &host)
{
    if (host.protocol() == QHostAddress::IPv4Protocol)
        return egress::Address(in_addr{htonl(host.toIPv4Address())});
    const Q_IPV6ADDR bytes = host.toIPv6Address();
    return egress::Address(std::bit_cast<in6_addr>(bytes));
}

bool isPublic(const QHostAddress &host)
{
    if (host.isNull())
        return false;
    const egress::Address address = addressOf(host);
    const std::vector<egress::Address> own = egress::ownAddresses();
    return !egress::isSpecial(address) && std::ranges::find(own, address) == own.end();
}

bool isThisMachine(const QString &host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1);
}

} // namespace

bool isNamedHost(const QString &url, const WebhookConfig &config)
{
    const QString host = webhookHost(url);
    return config.allowed.contains(host) ||
           std::ranges::any_of(config.urls,
                               [&host](const QString &each) { return webhookHost(each) == host; });
}

QList<QHostAddress> publicAddresses(const QList<QHostAddress> &found)
{
    QList<QHostAddress> addresses;
    std::ranges::copy_if(found, std::back_inserter(addresses), isPublic);
    std::stable_partition(addresses.begin(), addresses.end(), [](const QHostAddress &each) {
        return each.protocol() == QHostAddress::IPv4Protocol;
    });
    return addresses;
}

Result<> mayBeWebhook(const QString &url, const WebhookConfig &config)
{
    if (webhookFormat(url, config) == WebhookFormat::Json && webhookSecret(url, config).isEmpty())
        return fail(Errc::InvalidArgument,
                    u"This server has no secret to sign webhooks with: they are switched off."_s);
    return mayLeadTo(url, config);
}

Result<> mayLeadTo(const QString &url, const WebhookConfig &config)
{
    if (isNamedHost(url, config))
        return {};
    const QString host = webhookHost(url);
    const QHostAddress address(host);
    if (isThisMachine(host) || (!address.isNull() && !isPublic(address)))
        return fail(Errc::InvalidArgument,
                    u"A webhook leads to a public address, unless the server allows its host."_s);
    return {};
}

std::optional<milliseconds> pauseAfter(int tries, milliseconds age, double chance)
{
    const milliseconds whole =
        std::min(kLongestPause, milliseconds(1s) * (1 << std::clamp(tries - 1, 0, kDoublings)));
    const milliseconds pause(qint64(double(whole.count()) * (0.75 + chance / 2)));
    return age + pause > kLongestTrying ? std::nullopt : std::optional(pause);
}

} // namespace pilothouse
