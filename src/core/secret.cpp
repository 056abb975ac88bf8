#include "core/secret.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLeastValue = 4; // a shorter one cannot be told from other text
constexpr qsizetype kLongestValue = 4096;
constexpr qsizetype kLongestEntry = 300;
constexpr qsizetype kMostEntries = 100;

Error wrong(const QString &name, const QString &reason)
{
    return {Errc::InvalidArgument, u"Secret \"%1\": %2"_s.arg(name.left(64), reason)};
}

bool isControl(QChar character)
{
    return character.category() == QChar::Other_Control && character != u'\n' && character != u'\t';
}

Result<QString> windowEntry(const QString &text)
{
    const QString entry = text.trimmed();
    if (entry.isEmpty() || entry.size() > kLongestEntry || std::ranges::any_of(entry, isControl))
        return fail(Errc::InvalidArgument, u"a window is the name of its class, such as xterm"_s);
    return entry;
}

/// An entry of hosts, taken apart.
struct HostEntry
{
    bool below = false; ///< every name below it, not itself
    QString host;       ///< lower case, names in their ASCII form
    int port = -1;      ///< -1: the usual one
};

std::optional<HostEntry> readHost(const QString &text)
{
    const bool below = text.startsWith("*."_L1);
    const QUrl url(u"https://"_s + (below ? text.sliced(2) : text), QUrl::StrictMode);
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    const QString rest = url.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority);
    if (!url.isValid() || host.isEmpty() || !url.userInfo().isEmpty() || !rest.isEmpty())
        return std::nullopt;
    return HostEntry{below, host, url.port()};
}

Result<QString> hostEntry(const QString &text)
{
    if (text.size() <= kLongestEntry && readHost(text.trimmed()))
        return text.trimmed();
    return fail(Errc::InvalidArgument,
                u"a host is one like example.com, *.example.com or 10.0.0.7:8443"_s);
}

bool isAllowed(const QString &entry, const QString &host, const QUrl &address)
{
    const std::optional<HostEntry> allowed = readHost(entry);
    const int usual = address.scheme() == "https"_L1 ? 443 : 80;
    if (!allowed || address.port(usual) != (allowed->port < 0 ? usual : allowed->port))
        return false;
    return allowed->below ? host.endsWith(u'.' + allowed->host) : host == allowed->host;
}

/// An array of texts, each as `read` gives it.
template <typename Read> Result<QStringList> entries(const QJsonValue &given, Read read)
{
    if (given.isUndefined())
        return QStringList();
    if (!given.isArray() || given.toArray().size() > kMostEntries)
        return fail(Errc::InvalidArgument, u"hosts and windows are lists of texts"_s);
    QStringList found;
    for (const QJsonValue &one : given.toArray()) {
        const Result<QString> entry = read(one.toString());
        if (!entry)
            return fail(entry.error());
        found.append(*entry);
    }
    return found;
}

Result<> checkName(const QString &name)
{
    static const QRegularExpression shape(u"\\A[A-Za-z0-9_.-]{1,64}\\z"_s);
    if (shape.match(name).hasMatch())
        return {};
    return fail(wrong(name, u"a name is made of up to 64 letters, digits, '_', '-' and '.'"_s));
}

Result<> checkValue(const Secret &secret)
{
    const qsizetype length = secret.value.toUcs4().size();
    if (length < kLeastValue || length > kLongestValue)
        return fail(wrong(
            secret.name, u"a value has %1 to %2 characters"_s.arg(kLeastValue).arg(kLongestValue)));
    if (std::ranges::any_of(secret.value, isControl) || !secret.value.isValidUtf16())
        return fail(wrong(secret.name, u"the value holds characters that no key types"_s));
    return {};
}

Result<Secret> withPlaces(Secret secret, const QJsonObject &given)
{
    for (const QString &member : given.keys())
        if (!QStringList{u"value"_s, u"hosts"_s, u"windows"_s}.contains(member))
            return fail(wrong(secret.name, u"\"%1\" is not known"_s.arg(member.left(64))));
    const auto hosts = entries(given["hosts"_L1], hostEntry);
    if (!hosts)
        return fail(wrong(secret.name, hosts.error().message));
    const auto windows = entries(given["windows"_L1], windowEntry);
    if (!windows)
        return fail(wrong(secret.name, windows.error().message));
    secret.value = given["value"_L1].toString();
    secret.hosts = *hosts;
    secret.windows = *windows;
    return secret;
}

bool isThisDesktop(const QString &host)
{
    static const QRegularExpression loopback(u"\\A(?:localhost|127(?:\\.\\d{1,3}){3}|::1)\\z"_s);
    return loopback.match(host).hasMatch();
}

} // namespace

Result<Secret> secretFrom(const QString &name, const QJsonValue &given)
{
    if (const Result<> named = checkName(name); !named)
        return fail(named.error());
    Result<Secret> secret = Secret{.name = name, .value = given.toString()};
    if (given.isObject())
        secret = withPlaces(*secret, given.toObject());
    if (!secret)
        return fail(secret.error());
    if (const Result<> good = checkValue(*secret); !good)
        return fail(good.error());
    return secret;
}

Result<QList<Secret>> secretsFrom(const QJsonObject &given)
{
    if (given.size() > kMostSecrets)
        return fail(Errc::InvalidArgument, u"At most %1 secrets"_s.arg(kMostSecrets));
    QList<Secret> secrets;
    for (auto entry = given.begin(); entry != given.end(); ++entry) {
        Result<Secret> secret = secretFrom(entry.key(), entry.value());
        if (!secret)
            return fail(secret.error());
        secrets.append(*std::move(secret));
    }
    return secrets;
}

bool mayBeTypedAt(const Secret &secret, const QUrl &address)
{
    const QString host = address.host(QUrl::FullyEncoded).toLower();
    const bool isPrivate =
        address.scheme() == "https"_L1 || (address.scheme() == "http"_L1 && isThisDesktop(host));
    return isPrivate && std::ranges::any_of(secret.hosts, [&](const QString &entry) {
               return isAllowed(entry, host, address);
           });
}

bool mayBeTypedInto(const Secret &secret, const QStringList &windowClass)
{
    return std::ranges::any_of(secret.windows, [&](const QString &entry) {
        const QRegularExpression shape(QRegularExpression::wildcardToRegularExpression(entry),
                                       QRegularExpression::CaseInsensitiveOption);
        return std::ranges::any_of(
            windowClass, [&](const QString &name) { return shape.match(name).hasMatch(); });
    });
}

QList<TypedPiece> typedPieces(const QString &text)
{
    QList<TypedPiece> pieces;
    qsizetype end = 0;
    const auto addPlain = [&](qsizetype until) {
        if (until > end)
            pieces.append({text.sliced(end, until - end)});
    };
    static const QRegularExpression shape(secretPattern());
    for (const QRegularExpressionMatch &match : shape.globalMatch(text)) {
        addPlain(match.capturedStart());
        pieces.append({match.captured(1).trimmed(), true});
        end = match.capturedEnd();
    }
    addPlain(text.size());
    return pieces;
}

QStringList secretsNamedIn(const QString &text)
{
    QStringList names;
    for (const TypedPiece &piece : typedPieces(text))
        if (piece.isSecret && !names.contains(piece.text))
            names.append(piece.text);
    return names;
}

QString secretPattern()
{
    return u"\\{\\{secret:([^{}]*)\\}\\}"_s;
}

QString placeholderOf(const QString &name)
{
    return u"{{secret:%1}}"_s.arg(name);
}

} // namespace pilothouse
