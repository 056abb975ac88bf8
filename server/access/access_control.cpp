#include "access/access_control.h"

#include "access/credentials.h"
#include "access/local_target.h"
#include "exchange/query_item.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kLoginPath = "/auth/login";

bool isReading(const HttpHead &head)
{
    return !head.webSocket && (head.method == "GET" || head.method == "HEAD");
}

/// Health for whoever watches over the server, the login itself, and what browsers fetch unasked.
bool needsNoToken(const HttpHead &head)
{
    static const QSet<QByteArray> readable{"/health", "/health/live", "/health/ready",
                                           "/favicon.ico", kLoginPath};
    const QByteArray path =
        head.path.endsWith('/') ? head.path.chopped(1) : head.path; // as the router has it
    return (isReading(head) && readable.contains(path)) ||
           (head.method == "POST" && path == kLoginPath);
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
    : m_origins(config), m_credentials(credentials)
{
}

Verdict AccessControl::check(const HttpHead &head, const QHostAddress &peer)
{
    if (auto refusal = m_origins.refusal(head))
        return *std::move(refusal);
    Verdict verdict = m_origins.isPreflight(head)
                          ? Verdict::refuse(204, {}, m_origins.preflightFields(head))
                          : identify(head, peer);
    verdict.fields += m_origins.answerFields(head);
    return verdict;
}

Verdict AccessControl::identify(const HttpHead &head, const QHostAddress &peer)
{
    if (!m_credentials.areNeeded())
        return Verdict::admit("anybody");
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
    if (needsNoToken(head))
        return Verdict::admit();
    if (isBrowserPage(head))
        return sendToLogin(head);
    return askForToken(u"This needs the access token, which \"pilothouse token\" prints."_s);
}

Verdict AccessControl::takeTokenFromUrl(const HttpHead &head, const QHostAddress &peer)
{
    const QByteArray token = queryItem(head.query, "token").value_or(QByteArray());
    Verdict verdict = m_credentials.tryToken(token, peer);
    if (verdict.refusal == 0)
        return sendTo(head, targetWithout(head, {"token"}), m_credentials.logIn(head, peer));
    if (verdict.refusal == 401 && isBrowserPage(head))
        return sendToLogin(head, "wrong=1&");
    return verdict;
}

} // namespace pilothouse
