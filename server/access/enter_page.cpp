#include "access/enter_page.h"

#include "access/local_target.h"
#include "access/page_language.h"
#include "exchange/router.h"
#include "exchange/static_content.h"

#include <QFile>

static void initEnterPageResource()
{
    Q_INIT_RESOURCE(enter_page);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kPath = "/auth/enter";

QByteArray load(const QString &name)
{
    initEnterPageResource();
    QFile file(u":/pilothouse/web/auth/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program lacks %s.", qPrintable(name));
    return file.readAll();
}

QByteArray escaped(const QByteArray &text)
{
    return QString::fromLatin1(text).toHtmlEscaped().toUtf8();
}

void showPage(Exchange &exchange)
{
    const QByteArray next = localTarget(exchange.queryValue(u"next").value_or(QString()));
    const bool needsTicket = exchange.queryValue(u"with") == u"ticket"_s;
    const QByteArray path = needsTicket ? next.split('?').first() : kPath;
    QByteArray page = inLanguage(load(u"enter.html"_s), pageLanguage(exchange.head()));
    page.replace("<!--next-->", escaped(seenFrom(kPath, next)));
    page.replace("<!--path-->", escaped(path));
    page.replace("<!--login-->", escaped("login?fresh=1&next=" + next.toPercentEncoding("/")));
    page.replace("<!--ticket-->", needsTicket ? " data-ticket=\"1\"" : "");
    const HttpFields fields{{"cache-control", "no-store"}};
    exchange.send(200, page, "text/html; charset=utf-8", fields + variesByLanguage());
}

void showScript(Exchange &exchange, const QString &name)
{
    const QByteArray bytes = load(name);
    sendContent(exchange, {.bytes = bytes,
                           .contentType = contentTypeFor(name),
                           .etag = etagOf(bytes),
                           .cacheControl = "no-cache"});
}

} // namespace

QByteArray enterTarget(const QByteArray &next, const QByteArray &pageKey)
{
    return kPath + "?next=" + next.toPercentEncoding("/") + '#' + pageKey;
}

QByteArray ticketedTarget(const QByteArray &next)
{
    return kPath + "?with=ticket&next=" + next.toPercentEncoding("/");
}

void addEnterPage(Router &router)
{
    router.on("GET", "/auth/enter", [](const ExchangePtr &exchange) { showPage(*exchange); });
    for (const QString &name : {u"enter.js"_s, u"page_key.js"_s})
        router.on("GET", "/auth/" + name.toLatin1(),
                  [name](const ExchangePtr &exchange) { showScript(*exchange, name); });
}

} // namespace pilothouse
