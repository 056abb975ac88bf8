#include "pages/page_store.h"

#include "exchange/static_content.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

static void initPageResources()
{
    Q_INIT_RESOURCE(web_page);
}

namespace pilothouse {

using namespace Qt::StringLiterals;

std::optional<QByteArray> pageBytes(const QString &name)
{
    initPageResources();
    QFile file(u":/pilothouse/ui/"_s + name);
    const bool isFile = !name.contains(u".."_s) && QFileInfo(file).isFile();
    if (!isFile || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll();
}

PageFiles pageFiles()
{
    const QByteArray meta = pageBytes(u"app/meta.json"_s).value_or(QByteArray());
    return PageFiles(QJsonDocument::fromJson(meta).object());
}

void sendPageFile(Exchange &exchange, const QByteArray &bytes, const QString &name,
                  const HttpFields &extraFields)
{
    const bool isNamedByContent = name.startsWith(u"app/"_s);
    sendContent(
        exchange,
        {.bytes = bytes,
         .contentType = contentTypeFor(name),
         .etag = etagOf(bytes),
         .cacheControl = isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache"},
        extraFields);
}

} // namespace pilothouse
