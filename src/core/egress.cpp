#include "core/egress.h"

#include "core/enum_names.h"

#include <QRegularExpression>
#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kModes{
    EnumName{EgressMode::All, "all"_L1}, EnumName{EgressMode::Public, "public"_L1},
    EnumName{EgressMode::None, "none"_L1}, EnumName{EgressMode::List, "list"_L1}};

constexpr qsizetype kLongestName = 253; // RFC 1035, 2.3.4

bool isName(const QString &ascii)
{
    static const QRegularExpression labels(
        u"\\A(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\z"_s);
    static const QRegularExpression number(u"(?:\\A|\\.)(?:\\d+|0x[0-9a-f]*)\\z"_s);
    return ascii.size() <= kLongestName && labels.match(ascii).hasMatch() &&
           !number.match(ascii).hasMatch(); // such a last label is an address: 127.1, 0x7f000001
}

} // namespace

QString name(EgressMode mode)
{
    return nameIn(kModes, mode);
}

std::optional<EgressMode> egressModeFrom(const QString &name)
{
    return valueIn(kModes, name);
}

QString describe(const EgressRefusal &refusal)
{
    QString place = refusal.host;
    if (refusal.port != 0)
        place = place.contains(u':') ? u"[%1]:%2"_s.arg(place).arg(refusal.port)
                                     : u"%1:%2"_s.arg(place).arg(refusal.port);
    switch (refusal.mode) {
    case EgressMode::List:
        return u"blocked: %1 is not on this session's list"_s.arg(place);
    case EgressMode::None:
        return u"blocked: %1, for this session has no network"_s.arg(place);
    case EgressMode::All:
        return u"blocked: %1 is this machine itself"_s.arg(place);
    case EgressMode::Public:
        break;
    }
    return u"blocked: %1 is no public address"_s.arg(place);
}

Result<QString> allowedHost(const QString &text)
{
    static const QRegularExpression shape(u"\\A(\\*\\.)?([^:/*\\s]+?)\\.?(?::(\\d{1,5}))?\\z"_s);
    const auto match = shape.match(text.trimmed());
    const QString host = match.hasMatch()
                             ? QString::fromLatin1(QUrl::toAce(match.captured(2))).toLower()
                             : QString();
    if (!isName(host))
        return fail(
            Errc::InvalidArgument,
            u"\"%1\" is no host name like example.com, *.example.com or example.com:8443"_s.arg(
                text.left(kLongestName)));
    const QString port = match.captured(3);
    if (!port.isEmpty() && (port.toInt() < 1 || port.toInt() > 65535))
        return fail(Errc::InvalidArgument, u"%1 is no port from 1 to 65535"_s.arg(port));
    return match.captured(1) + host + (port.isEmpty() ? QString() : u":%1"_s.arg(port.toInt()));
}

} // namespace pilothouse
