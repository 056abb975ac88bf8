#include "pages/web_ui.h"

#include "access/local_target.h"
#include "exchange/router.h"
#include "exchange/static_content.h"
#include "pages/page_files.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

static void initWebUiResources()
{
    Q_INIT_RESOURCE(web_page);
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
    const bool isNamedByContent = name.startsWith(u"app/"_s);
    sendContent(*exchange, {.bytes = bytes,
                            .contentType = contentTypeFor(name),
                            .etag = etagOf(bytes),
                            .cacheControl = isNamedByContent ? "public, max-age=31536000, immutable"
                                                             : "no-cache"});
}

void showFile(const ExchangePtr &exchange, const QString &name)
{
    const bool isInside = name.endsWith(u".html"_s) || name.endsWith(u".json"_s);
    if (const auto bytes = bytesOf(name); bytes && !isInside)
        send(exchange, *bytes, name);
    else
        exchange->fail(404);
}

void showPage(const ExchangePtr &exchange, const QString &name, QByteArray page)
{
    page.replace("{{root}}", wayUp(exchange->head().path));
    send(exchange, page, name);
}

} // namespace

void addWebUi(Router &router)
{
    initWebUiResources();
    const QByteArray meta = bytesOf(u"app/meta.json"_s).value_or(QByteArray());
    const PageFiles files(QJsonDocument::fromJson(meta).object());
    const auto page = [&](const char *path, const QString &name, const QByteArray &view) {
        QByteArray filled = files.filledIn(bytesOf(name).value_or(QByteArray()));
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
