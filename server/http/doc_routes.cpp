#include "http/doc_routes.h"

#include "exchange/router.h"
#include "exchange/static_content.h"

#include <QFile>

static void initOpenApiResource()
{
    Q_INIT_RESOURCE(openapi);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

StaticContent documentContent()
{
    const QByteArray document = openApiDocument();
    return {.bytes = document,
            .contentType = "application/json",
            .etag = etagOf(document),
            .cacheControl = "no-cache"};
}

} // namespace

QByteArray openApiDocument()
{
    initOpenApiResource();
    QFile file(u":/pilothouse/openapi/openapi.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The program lacks its OpenAPI document.");
    return file.readAll();
}

void addDocRoutes(Router &router)
{
    router.on("GET", "/openapi.json",
              [content = documentContent()](const ExchangePtr &e) { sendContent(*e, content); });
    router.on("GET", "/", [](const ExchangePtr &e) {
        e->send(307, {}, {}, {{"location", "./ui/"}});
    });
}

} // namespace pilothouse
