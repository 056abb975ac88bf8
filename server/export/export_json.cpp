#include "export/export_json.h"

#include "core/json.h"
#include "feed/session_json.h"

namespace pilothouse {

QByteArray ExportJson::head()
{
    return "{\"session\":" + sessionJson(m_session) + ",\n\"events\":[";
}

QByteArray ExportJson::event(const Event &event, bool first)
{
    if (const QList<ImageRef> *images = imagesIn(event.body))
        for (const ImageRef &image : *images) {
            if (m_known.contains(image.blob))
                continue;
            m_known.insert(image.blob);
            m_images.append(image);
        }
    return (first ? "\n" : ",\n") + wireJson(event);
}

QByteArray ExportJson::tail()
{
    if (m_next > m_images.size())
        return {};
    const qsizetype at = m_next++;
    if (at < 0)
        return "],\n\"blobs\":{";
    if (at == m_images.size())
        return "}}\n";
    return (at == 0 ? "\n" : ",\n") + blob(m_images.at(at));
}

QByteArray ExportJson::blob(const ImageRef &image) const
{
    const QByteArray name =
        jsonString(image.blob.value) + ":{\"media_type\":" + jsonString(image.mediaType);
    const Result<QByteArray> bytes = m_blobs(image.blob);
    if (!bytes)
        return name + ",\"error\":" + jsonString(bytes.error().message) + '}';
    return name + ",\"data\":\"" + bytes->toBase64() + "\"}";
}

} // namespace pilothouse
