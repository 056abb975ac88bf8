#pragma once

#include "core/clock.h"
#include "exchange/http_head.h"

#include <map>

namespace pilothouse {

/// The cookie "pilothouse_session", by which a browser stays logged in: a random id and its end,
/// signed with a key. It holds no secret of ours, and it stays good over restarts as long as the
/// key is the same. Main thread.
class LoginCookies
{
public:
    static constexpr std::chrono::hours kLifetime{30 * 24};

    /// `key`: the access token. `clock` outlives it.
    LoginCookies(QByteArray key, const Clock &clock);

    /// The Set-Cookie field of a new login; `secure`: the browser came by HTTPS.
    HttpFields logIn(bool secure) const;
    /// The Set-Cookie field that removes the cookie. Those of `head` are not taken any more, also
    /// from elsewhere, until the server starts anew.
    HttpFields logOut(const HttpHead &head);

    /// Whether one of the cookies in `head` is good.
    bool isLoggedIn(const HttpHead &head) const;

private:
    using Seconds = qint64; ///< since 1970, UTC

    QByteArray signature(const QByteArray &content) const;
    Seconds now() const { return m_clock.now().toSecsSinceEpoch(); }
    Seconds endOf(const QByteArray &value) const;

    const QByteArray m_key;
    const Clock &m_clock;
    std::map<QByteArray, Seconds> m_revoked; ///< values and their ends
};

} // namespace pilothouse
