#include "access/login_page.h"

#include <QCryptographicHash>
#include <QFile>

static void initLoginPageResource()
{
    Q_INIT_RESOURCE(login_page);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct LoginPage
{
    QByteArray html;
    QByteArray policy; ///< its Content-Security-Policy: its own style, nothing else
};

QByteArray partOfPage(const QString &name)
{
    QFile file(u":/pilothouse/web/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program lacks %s.", qPrintable(name));
    return file.readAll();
}

LoginPage loadLoginPage()
{
    initLoginPageResource();
    QByteArray html = partOfPage(u"login.html"_s);
    html.replace("/* tokens.css */", partOfPage(u"ui/style/tokens.css"_s));
    const qsizetype start = html.indexOf("<style>") + 7;
    const QByteArray style = html.sliced(start, html.indexOf("</style>") - start);
    const QByteArray hash = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
    return {html, "default-src 'none'; style-src 'sha256-" + hash +
                      "'; img-src data:; form-action 'self'; frame-ancestors 'none'; "
                      "base-uri 'none'"};
}

} // namespace

void sendLoginPage(Exchange &exchange, int status, const QByteArray &next, const QString &problem,
                   const HttpFields &extraFields)
{
    static const LoginPage page = loadLoginPage();
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
