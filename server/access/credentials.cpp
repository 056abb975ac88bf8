#include "access/credentials.h"

#include "access/access_token.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Credentials::Credentials(const ServerConfig &config, const QByteArray &token, const Clock &clock)
    : m_token(token), m_areNeeded(config.auth), m_isTls(!config.tlsCertificate.isEmpty()),
      m_cookies(token, clock), m_reading(token, clock), m_tickets(clock), m_wrongTries(clock)
{
}

Verdict Credentials::tryToken(QByteArrayView token, const QHostAddress &peer)
{
    if (!m_token.isEmpty() && isEqualInConstantTime(m_token, token))
        return Verdict::admit("token");
    const auto wait = m_wrongTries.add(peer);
    if (wait <= std::chrono::seconds(0))
        emit refused(peer);
    if (wait > std::chrono::seconds(0))
        return Verdict::refuse(429, u"Too many wrong tokens. Wait a minute."_s,
                               {{"retry-after", QByteArray::number(qint64(wait.count()))}});
    return askForToken(u"That token is not right."_s);
}

bool Credentials::isHttps(const HttpHead &head) const
{
    return m_isTls || head.value("x-forwarded-proto") == "https";
}

bool Credentials::mayStay(const QByteArray &principal, const HttpHead &head) const
{
    if (principal == "cookie")
        return hasReadingCookie(head);
    return principal != "browser" || isLoggedIn(head);
}

LoginCookies::Login Credentials::logIn(const HttpHead &head, const QHostAddress &peer)
{
    emit loggedIn(peer);
    // What a client says of itself here concerns its own cookie only.
    return m_cookies.logIn(head, isHttps(head));
}

HttpFields Credentials::logOut(const HttpHead &head, const QHostAddress &peer)
{
    const HttpFields fields = m_cookies.logOut(head);
    emit loggedOut(peer);
    return fields;
}

Verdict askForToken(const QString &detail)
{
    return Verdict::refuse(401, detail, {{"www-authenticate", "Bearer"}});
}

} // namespace pilothouse

#include "moc_credentials.cpp"
