#include "access/auth_routes.h"

#include "access/credentials.h"
#include "access/enter_page.h"
#include "access/local_target.h"
#include "access/login_page.h"
#include "core/json.h"
#include "exchange/error_answer.h"
#include "exchange/query_item.h"
#include "exchange/router.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestTicketPath = 1024;
const HttpFields kNotKept{{"cache-control", "no-store"}};

bool isJson(const Exchange &exchange)
{
    return exchange.head().value("content-type").toLower().startsWith("application/json");
}

/// The string `name` of a JSON body; null when there is none.
QString jsonField(const Exchange &exchange, const QString &name)
{
    const auto body = parseJsonObject(exchange.body());
    return body ? body->value(name).toString() : QString();
}

void refuseField(Exchange &exchange, const QString &name, const QString &message)
{
    answerInvalid(exchange, {u"body"_s, name}, message);
}

void goTo(Exchange &exchange, const QByteArray &target, const HttpFields &fields = {})
{
    exchange.send(303, {}, {},
                  HttpFields{{"location", seenFrom(exchange.head().path, target)}} + kNotKept +
                      fields);
}

QByteArray formField(const Exchange &exchange, const QByteArray &name)
{
    return queryItem(exchange.body(), name).value_or(QByteArray()).trimmed();
}

void issueTicket(Exchange &exchange, Credentials &credentials)
{
    const QString path = jsonField(exchange, u"path"_s);
    if (path.size() < 2 || path.size() > kLongestTicketPath || localTarget(path) == "/" ||
        path.contains(u'?') || path.contains(u'#'))
        return refuseField(exchange, u"path"_s,
                           u"It must be the path that the ticket is for, like /sessions/ID."_s);
    const QByteArray ticket = credentials.tickets().issue(localTarget(path));
    exchange.sendJson(200,
                      QJsonObject{{u"ticket"_s, QString::fromLatin1(ticket)},
                                  {u"expires_in"_s, qint64(Tickets::kLifetime.count())}},
                      kNotKept);
}

// Who has a cookie goes on, unless the page there has sent them: it lacks the key.
void showLogin(Exchange &exchange, const Credentials &credentials)
{
    const QByteArray next = localTarget(exchange.queryValue(u"next").value_or(QString()));
    const bool isFresh = exchange.queryValue(u"fresh").has_value();
    if (!exchange.principal().isEmpty() || (!isFresh && credentials.hasCookie(exchange.head())))
        return goTo(exchange, next);
    // Browsers leave the cookie out when a link of another site led here; once more from this
    // page, and they send it.
    HttpFields again;
    if (exchange.head().value("sec-fetch-site") == "cross-site" && !exchange.queryValue(u"again"))
        again = {{"refresh", "0; url=?again=1&next=" + next.toPercentEncoding("/")}};
    const bool isWrong = exchange.queryValue(u"wrong").has_value();
    sendLoginPage(exchange, 200, next, isWrong ? LoginProblem::OldLink : LoginProblem::None, again);
}

LoginCookies::Login loggedIn(const Exchange &exchange, Credentials &credentials)
{
    return credentials.areNeeded() ? credentials.logIn(exchange.head(), exchange.peer())
                                   : LoginCookies::Login();
}

Verdict judge(const Exchange &exchange, Credentials &credentials, const QByteArray &token)
{
    return credentials.areNeeded() ? credentials.tryToken(token, exchange.peer())
                                   : Verdict::admit();
}

void logInWithJson(Exchange &exchange, Credentials &credentials)
{
    const QString token = jsonField(exchange, u"token"_s).trimmed();
    if (token.isEmpty())
        return refuseField(exchange, u"token"_s, u"It must be the access token."_s);
    const Verdict verdict = judge(exchange, credentials, token.toUtf8());
    if (verdict.refusal != 0)
        return exchange.fail(verdict.refusal, verdict.detail, verdict.fields);
    const LoginCookies::Login login = loggedIn(exchange, credentials);
    exchange.sendJson(
        200, QJsonObject{{u"ok"_s, true}, {u"page_key"_s, QString::fromLatin1(login.pageKey)}},
        kNotKept + login.fields);
}

void logInWithForm(Exchange &exchange, Credentials &credentials)
{
    const QByteArray next = localTarget(QString::fromUtf8(formField(exchange, "next")));
    const Verdict verdict = judge(exchange, credentials, formField(exchange, "token"));
    const LoginProblem problem =
        verdict.refusal == 429 ? LoginProblem::TooManyTries : LoginProblem::WrongToken;
    if (verdict.refusal != 0)
        return sendLoginPage(exchange, verdict.refusal, next, problem, verdict.fields);
    const LoginCookies::Login login = loggedIn(exchange, credentials);
    goTo(exchange, login.pageKey.isEmpty() ? next : enterTarget(next, login.pageKey), login.fields);
}

void logIn(Exchange &exchange, Credentials &credentials)
{
    if (isJson(exchange))
        logInWithJson(exchange, credentials);
    else
        logInWithForm(exchange, credentials);
}

void logOut(Exchange &exchange, Credentials &credentials)
{
    // Our cookie ends by itself: "cookies" would take those of other servers of this host along.
    const HttpFields forget{{"clear-site-data", "\"cache\", \"storage\""}};
    exchange.send(204, {}, {},
                  kNotKept + forget + credentials.logOut(exchange.head(), exchange.peer()));
}

} // namespace

void addAuthRoutes(Router &router, Credentials &credentials)
{
    const auto with = [&credentials](void (*answer)(Exchange &, Credentials &)) {
        return
            [answer, &credentials](const ExchangePtr &exchange) { answer(*exchange, credentials); };
    };
    router.on("POST", "/auth/ticket", with(issueTicket));
    router.on("GET", "/auth/login",
              [&credentials](const ExchangePtr &exchange) { showLogin(*exchange, credentials); });
    router.on("POST", "/auth/login", with(logIn));
    router.on("DELETE", "/auth/login", with(logOut));
    addEnterPage(router);
}

} // namespace pilothouse
