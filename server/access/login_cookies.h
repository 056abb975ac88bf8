#pragma once

#include "core/clock.h"
#include "exchange/http_head.h"

#include <map>

namespace pilothouse {

/// The two secrets of a browser's login, signed with a key. The cookie "pilothouse_session", a
/// random id and its end, comes along by itself, also to other programs on this machine, since
/// cookies know no port (RFC 6265, section 8.5). The page key belongs to that cookie and is kept by
/// the origin of our pages, which does have a port: they show it as "X-Pilothouse-Key", on upgrades
/// as the subprotocol "key.…". Either alone opens nothing. Both hold no secret of ours, and stay
/// good over restarts as long as the key is the same. Main thread.
class LoginCookies
{
public:
    static constexpr std::chrono::hours kLifetime{30 * 24};

    /// `key`: the access token. `clock` outlives it.
    LoginCookies(QByteArray key, const Clock &clock);

    struct Login
    {
        HttpFields fields;  ///< Set-Cookie
        QByteArray pageKey; ///< for our pages alone: never to be sent to who has just the cookie
    };
    /// A login of whoever sent `head`; `secure`: by HTTPS. A cookie that is good for long stays, so
    /// that the pages of our other ports, which share it, keep their key.
    Login logIn(const HttpHead &head, bool secure) const;
    /// The Set-Cookie field that removes the cookie. Those of `head` are not taken any more, also
    /// from elsewhere, until the server starts anew.
    HttpFields logOut(const HttpHead &head);

    /// Whether one of the cookies in `head` is good.
    bool hasCookie(const HttpHead &head) const;
    /// Whether one is, and its page key is shown.
    bool isLoggedIn(const HttpHead &head) const;

private:
    using Seconds = qint64; ///< since 1970, UTC

    QByteArray signature(const QByteArray &content) const;
    QByteArray pageKeyOf(const QByteArray &value) const;
    QByteArray freshValue() const;
    bool isGood(const QByteArray &value) const;
    Seconds now() const { return m_clock.now().toSecsSinceEpoch(); }
    Seconds endOf(const QByteArray &value) const;

    const QByteArray m_key;
    const Clock &m_clock;
    std::map<QByteArray, Seconds> m_revoked; ///< values and their ends
};

} // namespace pilothouse
