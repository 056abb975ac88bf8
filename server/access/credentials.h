#pragma once

#include "access/login_cookies.h"
#include "access/reading_cookie.h"
#include "access/tickets.h"
#include "access/wrong_tries.h"
#include "core/config.h"
#include "exchange/verdict.h"

#include <QObject>

namespace pilothouse {

/// All by which a client shows that it may use the server: the token, cookie and page key of a
/// browser that has shown the token, and one-time tickets. Main thread.
class Credentials : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Credentials)
public:
    /// `token`: of openAccessToken(). `clock` outlives it.
    Credentials(const ServerConfig &config, const QByteArray &token, const Clock &clock);

    bool areNeeded() const { return m_areNeeded; } ///< false with --no-auth

    bool isHttps(const HttpHead &head) const; ///< at the browser: a proxy may have taken TLS off

    /// Admits the right token as "token". A wrong one: 401, or 429 after too many from `peer`.
    Verdict tryToken(QByteArrayView token, const QHostAddress &peer);

    bool isLoggedIn(const HttpHead &head) const { return m_cookies.isLoggedIn(head); }
    /// A good cookie, which alone opens nothing but the empty pages.
    bool hasCookie(const HttpHead &head) const { return m_cookies.hasCookie(head); }
    /// Whether whoever was admitted with `head` as `principal` may still hold that connection.
    bool mayStay(const QByteArray &principal, const HttpHead &head) const;
    /// What logs the browser which sent `head` in; the fields of an answer that logs it out.
    LoginCookies::Login logIn(const HttpHead &head, const QHostAddress &peer);
    HttpFields logOut(const HttpHead &head, const QHostAddress &peer);

    /// ReadingCookie of gptme's page, to be given to whoever showed the token.
    HttpFields giveReadingCookie(const HttpHead &head) const
    {
        return m_reading.give(isHttps(head));
    }
    HttpFields takeReadingCookie() const { return ReadingCookie::take(); }
    bool hasReadingCookie(const HttpHead &head) const { return m_reading.isGood(head); }

    Tickets &tickets() { return m_tickets; }

signals:
    void loggedIn(const QHostAddress &peer);
    /// Some browser has: who holds a connection asks mayStay() again.
    void loggedOut(const QHostAddress &peer);
    /// A wrong token. Not emitted any more once `peer` has to wait.
    void refused(const QHostAddress &peer);

private:
    const QByteArray m_token;
    const bool m_areNeeded;
    const bool m_isTls;
    LoginCookies m_cookies;
    ReadingCookie m_reading;
    Tickets m_tickets;
    WrongTries m_wrongTries;
};

/// Refuses with 401, and says how it is done.
Verdict askForToken(const QString &detail);

} // namespace pilothouse
