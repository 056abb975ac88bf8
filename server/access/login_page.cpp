#include "access/login_page.h"

#include "access/plain_page.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

void sendLoginPage(Exchange &exchange, int status, const QByteArray &next, const QString &problem,
                   const HttpFields &extraFields)
{
    static const PlainPage page = loadPlainPage(u"login.html"_s);
    const QString shown = problem.isEmpty() ? QString()
                                            : u"<p class=\"problem\" role=\"alert\">"_s +
                                                  problem.toHtmlEscaped() + u"</p>"_s;
    QByteArray html = page.html;
    html.replace("<!--problem-->", shown.toUtf8());
    html.replace("<!--next-->", QString::fromLatin1(next).toHtmlEscaped().toUtf8());
    // With no-referrer, browsers would send "Origin: null" with the form.
    const HttpFields fields{{"cache-control", "no-store"},
                            {"content-security-policy", page.policy},
                            {"referrer-policy", "same-origin"},
                            {"x-frame-options", "DENY"}};
    exchange.send(status, html, "text/html; charset=utf-8", fields + extraFields);
}

} // namespace pilothouse
