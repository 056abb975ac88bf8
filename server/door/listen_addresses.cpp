#include "door/listen_addresses.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QList<QHostAddress> listenAddresses(const QString &host)
{
    const QHostAddress ipv4(QHostAddress::LocalHost);
    const QHostAddress ipv6(QHostAddress::LocalHostIPv6);
    const QHostAddress address = host == "localhost"_L1 ? ipv4 : QHostAddress(host);
    if (address == ipv4 || address == QHostAddress(QHostAddress::AnyIPv4))
        return {address, ipv6};
    if (address == QHostAddress(QHostAddress::AnyIPv6)) // "::" means all of the machine
        return {address, QHostAddress(QHostAddress::AnyIPv4)};
    if (address == ipv6)
        return {address, ipv4};
    return {address};
}

} // namespace pilothouse
