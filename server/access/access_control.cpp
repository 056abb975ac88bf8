#include "access/access_control.h"

#include "access/credentials.h"
#include "access/enter_page.h"
#include "access/local_target.h"
#include "access/web_origin.h"
#include "exchange/query_item.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kLoginPath = "/auth/login";
const QString kNeedsToken = u"This needs the access token, which \"pilothouse token\" prints."_s;

bool isReading(const HttpHead &head)
{
    return !head.webSocket && (head.method == "GET" || head.method == "HEAD");
}

/// As the router has it.
QByteArray withoutSlash(const QByteArray &path)
{
    return path.endsWith('/') ? path.chopped(1) : path;
}

/// Health for whoever watches over the server, the login itself, and what browsers fetch unasked.
bool isForAll(const HttpHead &head)
{
    static const QSet<QByteArray> readable{
        "/health",     "/health/live",   "/health/ready",     "/favicon.ico", kLoginPath,
        "/auth/enter", "/auth/enter.js", "/auth/page_key.js", "/api/v2",      "/api/v2/version"};
    const QByteArray path = withoutSlash(head.path);
    return (isReading(head) && readable.contains(path)) ||
           (head.method == "DELETE" && path == "/api/v2/auth/cookie") ||
           (head.method == "POST" && path == kLoginPath);
}

/// The pages as everybody gets them: scripts, styles, the description of the interface. What they
/// show of this server they ask for.
bool isEmptyPage(const HttpHead &head)
{
    static const QSet<QByteArray> pages{
        "",      "/ui",           "/chat",       "/computer",      "/vnc.html",
        "/docs", "/openapi.json", "/auth/enter", "/auth/enter.js", "/auth/page_key.js"};
    return isReading(head) && (pages.contains(withoutSlash(head.path)) ||
                               head.path.startsWith("/ui/") || head.path.startsWith("/docs/"));
}

/// Of gptme's interface.
bool isClientsPath(const QByteArray &path)
{
    return path == "/api/v2" || path.startsWith("/api/v2/");
}

bool isStreamOfClient(const HttpHead &head)
{
    return isReading(head) && head.path.startsWith("/api/v2/conversations/") &&
           withoutSlash(head.path).endsWith("/events");
}

bool isBrowserPage(const HttpHead &head)
{
    return isReading(head) && head.value("accept").toLower().contains("text/html");
}

/// The token in the header fields; null without one.
QByteArray tokenIn(const HttpHead &head)
{
    const QByteArray scheme = "bearer ";
    const QByteArray authorization = head.value("authorization");
    if (authorization.toLower().startsWith(scheme))
        return authorization.sliced(scheme.size()).trimmed();
    return head.value("x-pilothouse-token");
}

Verdict sendTo(const HttpHead &head, const QByteArray &target, HttpFields fields = {})
{
    fields += {{"location", seenFrom(head.path, target)}, {"cache-control", "no-store"}};
    return Verdict::refuse(303, {}, fields);
}

// `query` begins the one of the login page.
Verdict sendToLogin(const HttpHead &head, const QByteArray &query = {})
{
    const QByteArray wanted = targetWithout(head, {"token", "ticket"});
    return sendTo(head, kLoginPath + '?' + query + "next=" + wanted.toPercentEncoding("/"));
}

} // namespace

AccessControl::AccessControl(const ServerConfig &config, Credentials &credentials)
    : m_origins(config), m_hasShares(config.shareLinks), m_credentials(credentials)
{
}

bool AccessControl::needsNoToken(const HttpHead &head) const
{
    return isForAll(head) || (m_hasShares && isReading(head) && head.path.startsWith("/shared/"));
}

Verdict AccessControl::check(const HttpHead &head, const QHostAddress &peer)
{
    if (auto refusal = m_origins.refusal(head))
        return *std::move(refusal);
    Verdict verdict = m_origins.isPreflight(head)
                          ? Verdict::refuse(204, {}, m_origins.preflightFields(head))
                          : recognise(head, peer);
    verdict.fields += m_origins.answerFields(head) + onlyByHttps(head);
    return verdict;
}

/// Who is let in by the token or a login keeps its connection in a flood, and the way in is open.
Verdict AccessControl::recognise(const HttpHead &head, const QHostAddress &peer)
{
    Verdict verdict = identify(head, peer);
    const QByteArray &who = verdict.principal;
    if (who == "token" || who == "browser" || who == "ticket" || who == "cookie")
        verdict.standing = Standing::Known;
    else if (!who.isEmpty() || verdict.refusal == 303 || withoutSlash(head.path) == kLoginPath)
        verdict.standing = Standing::Guest;
    return verdict;
}

/// RFC 6797: from now on the browser comes by HTTPS. Not for loopback, where other servers of this
/// machine have the same name; addresses do not count there anyway.
HttpFields AccessControl::onlyByHttps(const HttpHead &head) const
{
    const QByteArray name = hostName(head.host);
    if (!m_credentials.isHttps(head) || isLoopbackName(name) || isAddress(name))
        return {};
    return {{"strict-transport-security", "max-age=31536000"}};
}

Verdict AccessControl::identify(const HttpHead &head, const QHostAddress &peer)
{
    if (!m_credentials.areNeeded())
        return Verdict::admit("anybody");
    if (isClientsPath(head.path))
        return identifyClient(head, peer);
    if (isReading(head) && queryItem(head.query, "token"))
        return takeTokenFromUrl(head, peer);
    if (const QByteArray token = tokenIn(head); !token.isEmpty()) {
        Verdict verdict = m_credentials.tryToken(token, peer);
        return verdict.refusal != 0 && needsNoToken(head) ? Verdict::admit() : verdict;
    }
    if (m_credentials.isLoggedIn(head))
        return Verdict::admit("browser");
    const auto ticket = queryItem(head.query, "ticket");
    if (ticket && (isReading(head) || head.webSocket) &&
        m_credentials.tickets().redeem(*ticket, head.path))
        return Verdict::admit("ticket");
    const bool hasCookie = m_credentials.hasCookie(head);
    if (hasCookie && isEmptyPage(head))
        return Verdict::admit("page");
    if (needsNoToken(head))
        return Verdict::admit();
    if (isBrowserPage(head))
        return hasCookie ? sendTo(head, ticketedTarget(targetWithout(head, {"token", "ticket"})))
                         : sendToLogin(head);
    return askForToken(kNeedsToken);
}

/// Of a client of gptme's interface.
Verdict AccessControl::identifyClient(const HttpHead &head, const QHostAddress &peer)
{
    QByteArray token = tokenIn(head);
    if (token.isEmpty() && isStreamOfClient(head) && m_origins.isNamedPage(head))
        token = queryItem(head.query, "token").value_or(QByteArray());
    if (!token.isEmpty()) {
        Verdict verdict = m_credentials.tryToken(token, peer);
        return verdict.refusal != 0 && needsNoToken(head) ? Verdict::admit() : verdict;
    }
    if (m_credentials.isLoggedIn(head))
        return Verdict::admit("browser");
    if (isReading(head) && m_credentials.hasReadingCookie(head))
        return Verdict::admit("cookie");
    return needsNoToken(head) ? Verdict::admit() : askForToken(kNeedsToken);
}

Verdict AccessControl::takeTokenFromUrl(const HttpHead &head, const QHostAddress &peer)
{
    const QByteArray token = queryItem(head.query, "token").value_or(QByteArray());
    Verdict verdict = m_credentials.tryToken(token, peer);
    if (verdict.refusal == 0) {
        const LoginCookies::Login login = m_credentials.logIn(head, peer);
        return sendTo(head, enterTarget(targetWithout(head, {"token"}), login.pageKey),
                      login.fields);
    }
    if (verdict.refusal == 401 && isBrowserPage(head))
        return sendToLogin(head, "wrong=1&");
    return verdict;
}

} // namespace pilothouse
