#include "access/plain_page.h"

#include <QCryptographicHash>
#include <QFile>

static void initPlainPages()
{
    Q_INIT_RESOURCE(plain_pages);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QByteArray partOfPage(const QString &name)
{
    QFile file(u":/pilothouse/web/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program lacks %s.", qPrintable(name));
    return file.readAll();
}

} // namespace

PlainPage loadPlainPage(const QString &name)
{
    initPlainPages();
    QByteArray html = partOfPage(name);
    html.replace("/* tokens.css */", partOfPage(u"ui/style/tokens.css"_s));
    const qsizetype start = html.indexOf("<style>") + 7;
    const QByteArray style = html.sliced(start, html.indexOf("</style>") - start);
    const QByteArray hash = QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64();
    // 'self': a browser may ask for the icon of the page before only now.
    return {html, "default-src 'none'; style-src 'sha256-" + hash +
                      "'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
                      "base-uri 'none'"};
}

} // namespace pilothouse
