#include "http/web_ui.h"

#include "access/local_target.h"
#include "exchange/router.h"
#include "exchange/static_content.h"

#include <QFile>
#include <QFileInfo>

static void initWebUiResources()
{
    Q_INIT_RESOURCE(web_ui);
    Q_INIT_RESOURCE(web_libraries);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

std::optional<QByteArray> bytesOf(const QString &name)
{
    QFile file(u":/pilothouse/ui/"_s + name);
    const bool isFile = !name.contains(u".."_s) && QFileInfo(file).isFile();
    if (!isFile || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

void send(const ExchangePtr &exchange, const QByteArray &bytes, const QString &name)
{
    const bool hasVersionInPath = name.startsWith(u"vendor/"_s);
    sendContent(*exchange, {.bytes = bytes,
                            .contentType = contentTypeFor(name),
                            .etag = etagOf(bytes),
                            .cacheControl = hasVersionInPath ? "public, max-age=31536000, immutable"
                                                             : "no-cache"});
}

void showFile(const ExchangePtr &exchange, const QString &name)
{
    if (const auto bytes = bytesOf(name); bytes && !name.endsWith(u".html"_s))
        send(exchange, *bytes, name);
    else
        exchange->fail(404);
}

void showPage(const ExchangePtr &exchange, const QString &name, const QByteArray &view)
{
    QByteArray page = bytesOf(name).value_or(QByteArray());
    page.replace("{{root}}", wayUp(exchange->head().path)).replace("{{view}}", view);
    send(exchange, page, name);
}

} // namespace

void addWebUi(Router &router)
{
    initWebUiResources();
    const auto page = [&router](const char *path, const QString &file, const QByteArray &view) {
        router.on("GET", path, [file, view](const ExchangePtr &e) { showPage(e, file, view); });
    };
    page("/ui", u"index.html"_s, "all");
    page("/chat", u"index.html"_s, "chat");
    page("/computer", u"index.html"_s, "split");
    page("/vnc.html", u"vnc.html"_s, "desktop");
    router.on("GET", "/ui/<tail>", [](const ExchangePtr &e) { showFile(e, e->argument(0)); });
    router.on("GET", "/favicon.ico", [](const ExchangePtr &e) { showFile(e, u"favicon.ico"_s); });
}

} // namespace pilothouse
