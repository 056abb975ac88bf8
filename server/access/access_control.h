#pragma once

#include "access/origin_rules.h"

#include <QHostAddress>

namespace pilothouse {

class Credentials;

/// The gate of the server's port: FrontDoor::gate. Which names it is reached by, which pages may
/// talk to it, and who may use it. It lets /health, the login and /favicon.ico pass without a
/// token. Main thread.
///
/// A token is taken from "Authorization: Bearer" or "X-Pilothouse-Token"; a login from the cookie
/// and the page key together (LoginCookies); a one-time ticket from "?ticket=" of a GET or an
/// upgrade. What is below /shared/ may be read without any of that, if links are switched on: each
/// of its addresses holds a link (ShareLinks). The cookie alone opens the empty pages; where a
/// browser wants to go elsewhere with it, the enter page gets a ticket. A GET with "?token=" logs
/// the browser in and sends it to the same URL without it. Browsers without any of this get the
/// login page.
///
/// The clients of gptme's interface, below /api/v2, are no pages of ours: there a token is taken
/// from "Authorization: Bearer", the ReadingCookie opens what is only read, "?token=" an event
/// stream of a page that --cors-origin names, and who has nothing of it gets 401.
class AccessControl
{
public:
    /// `credentials` outlive it.
    AccessControl(const ServerConfig &config, Credentials &credentials);

    /// The principal of those it admits: "token", "browser", "ticket", "page" (the cookie alone),
    /// "cookie" (the reading cookie); "anybody" with --no-auth; empty where no token is needed and
    /// none was shown.
    Verdict check(const HttpHead &head, const QHostAddress &peer);

private:
    bool needsNoToken(const HttpHead &head) const;
    Verdict recognise(const HttpHead &head, const QHostAddress &peer);
    Verdict identify(const HttpHead &head, const QHostAddress &peer);
    Verdict identifyClient(const HttpHead &head, const QHostAddress &peer);
    HttpFields onlyByHttps(const HttpHead &head) const;
    Verdict takeTokenFromUrl(const HttpHead &head, const QHostAddress &peer);

    const OriginRules m_origins;
    const bool m_hasShares;
    Credentials &m_credentials;
};

} // namespace pilothouse
