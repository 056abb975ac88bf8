#include "access/login_cookies.h"

#include "access/access_token.h"

#include <QMessageAuthenticationCode>

#include <algorithm>

namespace pilothouse {

namespace {

const QByteArray kCookiePrefix = "pilothouse_session=";
const QByteArray kCookieScope = "; Path=/; HttpOnly; SameSite=Strict";

/// The values of our cookie; a browser may have several, from servers on other ports or paths.
QByteArrayList cookieValues(const HttpHead &head)
{
    QByteArrayList values;
    for (const auto &[name, value] : head.fields) {
        if (name.compare("cookie", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &cookie : value.split(';'))
            if (const QByteArray pair = cookie.trimmed(); pair.startsWith(kCookiePrefix))
                values.append(pair.sliced(kCookiePrefix.size()));
    }
    return values;
}

/// The page key that `head` shows; empty without one.
QByteArray shownKey(const HttpHead &head)
{
    const QByteArray prefix = "key.";
    if (!head.webSocket)
        return head.value("x-pilothouse-key");
    for (const QByteArray &protocol : head.value("sec-websocket-protocol").split(','))
        if (const QByteArray name = protocol.trimmed(); name.startsWith(prefix))
            return name.sliced(prefix.size());
    return {};
}

QByteArray signedText(const QByteArray &message, const QByteArray &key)
{
    return QMessageAuthenticationCode::hash(message, key, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

qint64 inSeconds(std::chrono::seconds time)
{
    return time.count();
}

} // namespace

LoginCookies::LoginCookies(QByteArray key, const Clock &clock)
    : m_key(std::move(key)), m_clock(clock)
{
}

LoginCookies::Login LoginCookies::logIn(const HttpHead &head, bool secure) const
{
    const QByteArrayList values = cookieValues(head);
    const auto kept = std::find_if(values.begin(), values.end(), [this](const QByteArray &value) {
        return isGood(value) && endOf(value) - now() > inSeconds(kLifetime) / 2;
    });
    const QByteArray value = kept == values.end() ? freshValue() : *kept;
    const QByteArray age = QByteArray::number(endOf(value) - now());
    const HttpFields fields{{"set-cookie", kCookiePrefix + value + "; Max-Age=" + age +
                                               kCookieScope + (secure ? "; Secure" : "")}};
    return {.fields = fields, .pageKey = pageKeyOf(value)};
}

QByteArray LoginCookies::freshValue() const
{
    const QByteArray content =
        randomText(16) + '.' + QByteArray::number(now() + inSeconds(kLifetime));
    return content + '.' + signature(content);
}

HttpFields LoginCookies::logOut(const HttpHead &head)
{
    std::erase_if(m_revoked, [this](const auto &each) { return each.second <= now(); });
    for (const QByteArray &value : cookieValues(head))
        if (const Seconds end = endOf(value); end > now())
            m_revoked.emplace(value, end);
    return {{"set-cookie", kCookiePrefix + "; Max-Age=0" + kCookieScope}};
}

bool LoginCookies::isGood(const QByteArray &value) const
{
    return endOf(value) > now() && !m_revoked.contains(value);
}

bool LoginCookies::hasCookie(const HttpHead &head) const
{
    const QByteArrayList values = cookieValues(head);
    return std::any_of(values.begin(), values.end(),
                       [this](const QByteArray &value) { return isGood(value); });
}

bool LoginCookies::isLoggedIn(const HttpHead &head) const
{
    const QByteArray shown = shownKey(head);
    const QByteArrayList values = shown.isEmpty() ? QByteArrayList() : cookieValues(head);
    return std::any_of(values.begin(), values.end(), [&](const QByteArray &value) {
        return isGood(value) && isEqualInConstantTime(pageKeyOf(value), shown);
    });
}

QByteArray LoginCookies::signature(const QByteArray &content) const
{
    return signedText("pilothouse_session " + content, m_key);
}

QByteArray LoginCookies::pageKeyOf(const QByteArray &value) const
{
    return signedText("pilothouse_page " + value, m_key);
}

/// When the cookie ends; 0 when we did not sign it.
LoginCookies::Seconds LoginCookies::endOf(const QByteArray &value) const
{
    const qsizetype dot = value.lastIndexOf('.');
    if (dot < 0)
        return 0;
    const QByteArray content = value.first(dot);
    if (!isEqualInConstantTime(signature(content), QByteArrayView(value).sliced(dot + 1)))
        return 0;
    return content.sliced(content.lastIndexOf('.') + 1).toLongLong();
}

} // namespace pilothouse
