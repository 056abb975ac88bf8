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

} // namespace

LoginCookies::LoginCookies(QByteArray key, const Clock &clock)
    : m_key(std::move(key)), m_clock(clock)
{
}

HttpFields LoginCookies::logIn(bool secure) const
{
    const std::chrono::seconds lifetime = kLifetime;
    const QByteArray content = randomText(16) + '.' + QByteArray::number(now() + lifetime.count());
    return {{"set-cookie", kCookiePrefix + content + '.' + signature(content) +
                               "; Max-Age=" + QByteArray::number(lifetime.count()) + kCookieScope +
                               (secure ? QByteArray("; Secure") : QByteArray())}};
}

HttpFields LoginCookies::logOut(const HttpHead &head)
{
    std::erase_if(m_revoked, [this](const auto &each) { return each.second <= now(); });
    for (const QByteArray &value : cookieValues(head))
        if (const Seconds end = endOf(value); end > now())
            m_revoked.emplace(value, end);
    return {{"set-cookie", kCookiePrefix + "; Max-Age=0" + kCookieScope}};
}

bool LoginCookies::isLoggedIn(const HttpHead &head) const
{
    const QByteArrayList values = cookieValues(head);
    return std::any_of(values.begin(), values.end(), [this](const QByteArray &value) {
        return endOf(value) > now() && !m_revoked.contains(value);
    });
}

QByteArray LoginCookies::signature(const QByteArray &content) const
{
    const QByteArray message = "pilothouse_session " + content;
    return QMessageAuthenticationCode::hash(message, m_key, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
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
