#include "access/login_page.h"

#include "access/page_language.h"
#include "access/plain_page.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray words(LoginProblem problem)
{
    switch (problem) {
    case LoginProblem::None:
        return {};
    case LoginProblem::OldLink:
        return "{{The token in that link is not right. It may be an old one."
               "|Das Token in diesem Link stimmt nicht. Vielleicht ist er alt.}}";
    case LoginProblem::WrongToken:
        return "{{That token is not right.|Dieses Token stimmt nicht.}}";
    case LoginProblem::TooManyTries:
        return "{{Too many wrong tokens. Wait a minute."
               "|Zu viele falsche Tokens. Eine Minute warten.}}";
    }
    return {};
}

} // namespace

void sendLoginPage(Exchange &exchange, int status, const QByteArray &next, LoginProblem problem,
                   const HttpFields &extraFields)
{
    static const PlainPage page = loadPlainPage(u"login.html"_s);
    const QByteArray said = words(problem);
    QByteArray html = page.html;
    html.replace("<!--problem-->", said.isEmpty()
                                       ? QByteArray()
                                       : "<p class=\"problem\" role=\"alert\">" + said + "</p>");
    html = inLanguage(html, pageLanguage(exchange.head()));
    html.replace("<!--next-->", QString::fromLatin1(next).toHtmlEscaped().toUtf8());
    // With no-referrer, browsers would send "Origin: null" with the form.
    const HttpFields fields{{"cache-control", "no-store"},
                            {"content-security-policy", page.policy},
                            {"referrer-policy", "same-origin"},
                            {"x-frame-options", "DENY"}};
    exchange.send(status, html, "text/html; charset=utf-8",
                  fields + variesByLanguage() + extraFields);
}

} // namespace pilothouse
