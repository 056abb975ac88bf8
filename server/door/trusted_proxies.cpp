#include "door/trusted_proxies.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// What proxies write; "Forwarded" (RFC 7239) is not read, so it must not be believed by anybody.
bool saysWhoIsBehind(const QByteArray &name)
{
    return name.startsWith("x-forwarded-") || name == "forwarded" || name == "x-real-ip";
}

/// "192.0.2.1", "192.0.2.1:4711", "[2001:db8::1]:4711": some proxies add the port. Null: neither.
QHostAddress addressIn(QByteArray text)
{
    text = text.trimmed();
    if (text.startsWith('['))
        text = text.mid(1, text.indexOf(']') - 1);
    else if (text.count(':') == 1)
        text.truncate(text.indexOf(':'));
    return plainAddress(QHostAddress(QString::fromLatin1(text)));
}

/// Several fields of that name count as one list (RFC 9110, section 5.3).
QByteArrayList forwardedFor(const HttpHead &head)
{
    QByteArrayList addresses;
    for (const auto &[name, value] : head.fields)
        if (name == "x-forwarded-for")
            addresses += value.split(',');
    return addresses;
}

} // namespace

Result<TrustedProxies> TrustedProxies::from(const QStringList &list)
{
    TrustedProxies proxies;
    for (const QString &text : list) {
        const auto network = QHostAddress::parseSubnet(text);
        if (network.first.isNull() || network.second < 0)
            return fail(Errc::InvalidArgument,
                        u"\"%1\" is neither an address nor a network like 10.0.0.0/8"_s.arg(text));
        proxies.m_networks.append(network);
    }
    return proxies;
}

bool TrustedProxies::contains(const QHostAddress &peer) const
{
    return std::any_of(m_networks.begin(), m_networks.end(),
                       [&](const auto &network) { return peer.isInSubnet(network); });
}

QHostAddress TrustedProxies::clientOf(HttpHead &head, const QHostAddress &peer) const
{
    if (!contains(peer)) {
        head.fields.removeIf([](const auto &field) { return saysWhoIsBehind(field.first); });
        return peer;
    }
    // Each proxy adds the address it was asked from at the end; what is left of the first address
    // that is no proxy of ours is hearsay.
    QHostAddress client = peer;
    const QByteArrayList addresses = forwardedFor(head);
    for (auto text = addresses.crbegin(); text != addresses.crend(); ++text) {
        const QHostAddress address = addressIn(*text);
        if (address.isNull())
            break;
        client = address;
        if (!contains(client))
            break;
    }
    return client;
}

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 number = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(number) : address;
}

} // namespace pilothouse
