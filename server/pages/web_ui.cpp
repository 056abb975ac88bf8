#include "pages/web_ui.h"

#include "access/local_target.h"
#include "exchange/router.h"
#include "pages/page_store.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

void showFile(const ExchangePtr &exchange, const QString &name)
{
    const bool isInside = name.endsWith(u".html"_s) || name.endsWith(u".json"_s);
    if (const auto bytes = pageBytes(name); bytes && !isInside)
        sendPageFile(*exchange, *bytes, name);
    else
        exchange->fail(404);
}

void showPage(const ExchangePtr &exchange, const QString &name, QByteArray page)
{
    page.replace("{{root}}", wayUp(exchange->head().path));
    sendPageFile(*exchange, page, name);
}

} // namespace

void addWebUi(Router &router)
{
    const PageFiles files = pageFiles();
    const auto page = [&](const char *path, const QString &name, const QByteArray &view) {
        QByteArray filled = files.filledIn(pageBytes(name).value_or(QByteArray()));
        filled.replace("{{view}}", view);
        router.on("GET", path, [name, filled](const ExchangePtr &e) { showPage(e, name, filled); });
    };
    page("/ui", u"index.html"_s, "all");
    page("/chat", u"index.html"_s, "chat");
    page("/computer", u"index.html"_s, "split");
    page("/vnc.html", u"vnc.html"_s, "desktop");
    router.on("GET", "/ui/<tail>", [](const ExchangePtr &e) { showFile(e, e->argument(0)); });
    router.on("GET", "/favicon.ico", [](const ExchangePtr &e) { showFile(e, u"favicon.ico"_s); });
}

} // namespace pilothouse
