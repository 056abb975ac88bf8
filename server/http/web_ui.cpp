#include "http/web_ui.h"

#include "door/router.h"
#include "door/static_content.h"

#include <QFile>

static void initWebUiResources()
{
    Q_INIT_RESOURCE(web_ui);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

void showFile(const ExchangePtr &exchange, const QString &name)
{
    QFile file(u":/pilothouse/ui/"_s + name);
    if (name.contains(u".."_s) || !file.open(QIODevice::ReadOnly))
        return exchange->fail(404);
    const QByteArray bytes = file.readAll();
    sendContent(*exchange, {.bytes = bytes,
                            .contentType = contentTypeFor(name),
                            .etag = etagOf(bytes),
                            .cacheControl = "no-cache"});
}

} // namespace

void addWebUi(Router &router)
{
    initWebUiResources();
    router.on("GET", "/ui", [](const ExchangePtr &e) { showFile(e, u"index.html"_s); });
    router.on("GET", "/ui/<tail>", [](const ExchangePtr &e) { showFile(e, e->argument(0)); });
    router.on("GET", "/favicon.ico", [](const ExchangePtr &e) { showFile(e, u"favicon.ico"_s); });
}

} // namespace pilothouse
