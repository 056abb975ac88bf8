#pragma once

#include "core/clock.h"
#include "exchange/http_head.h"

namespace pilothouse {

/// The cookie "gptme_auth" of gptme's page, whose event streams and pictures can send nothing else.
/// It is no secret of ours but its end with a signature, goes to /api/ alone, and opens what is
/// read there for 24 hours. Other programs on this machine get it, too, since cookies know no port:
/// so it opens nothing that changes something. Main thread.
class ReadingCookie
{
public:
    static constexpr std::chrono::hours kLifetime{24};

    /// `key`: the access token. `clock` outlives it.
    ReadingCookie(QByteArray key, const Clock &clock) : m_key(std::move(key)), m_clock(clock) {}

    /// Set-Cookie; `secure`: by HTTPS.
    HttpFields give(bool secure) const;
    /// Set-Cookie that removes it.
    static HttpFields take();
    bool isGood(const HttpHead &head) const;

private:
    QByteArray signature(const QByteArray &content) const;

    const QByteArray m_key;
    const Clock &m_clock;
};

} // namespace pilothouse
