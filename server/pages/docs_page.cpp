#include "pages/docs_page.h"

#include "access/local_target.h"
#include "exchange/router.h"
#include "exchange/static_content.h"

#include <QFile>
#include <QHash>

static void initDocsResources()
{
    Q_INIT_RESOURCE(docs_page);
    Q_INIT_RESOURCE(docs_viewer);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kMayChange = "no-cache";
const QByteArray kNeverChanges =
    "public, max-age=31536000, immutable"; // its version is in its path

StaticContent load(const QString &name, const QByteArray &cacheControl)
{
    QFile file(u":/pilothouse/docs/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program lacks %s of /docs.", qPrintable(name));
    const QByteArray bytes = file.readAll();
    return {.bytes = bytes,
            .contentType = contentTypeFor(name),
            .etag = etagOf(bytes),
            .cacheControl = cacheControl};
}

/// By the path below /docs; the page itself under "". Loaded when somebody first looks.
const QHash<QString, StaticContent> &contents()
{
    static const QHash<QString, StaticContent> all = [] {
        initDocsResources();
        QHash<QString, StaticContent> loaded{{QString(), load(u"docs.html"_s, kMayChange)},
                                             {u"docs.js"_s, load(u"docs.js"_s, kMayChange)}};
        for (const QString &name :
             {u"swagger-ui-5.35.0/swagger-ui-bundle.js"_s, u"swagger-ui-5.35.0/swagger-ui.css"_s})
            loaded.insert(name, load(name, kNeverChanges));
        return loaded;
    }();
    return all;
}

void show(const ExchangePtr &exchange)
{
    const auto found = contents().constFind(exchange->argument(0));
    if (found == contents().constEnd())
        return exchange->fail(404);
    StaticContent content = *found;
    if (found.key().isEmpty()) { // the page: below a proxy's path, too
        content.bytes.replace("{{root}}", wayUp(exchange->head().path));
        content.etag = etagOf(content.bytes);
    }
    sendContent(*exchange, content);
}

} // namespace

void addDocsPage(Router &router)
{
    router.on("GET", "/docs", show);
    router.on("GET", "/docs/<tail>", show);
}

} // namespace pilothouse
