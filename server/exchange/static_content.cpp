#include "exchange/static_content.h"

#include "exchange/byte_range.h"
#include "exchange/content_encoding.h"

#include <QCryptographicHash>

#include <algorithm>

namespace pilothouse {

namespace {

/// The compressed form is other bytes and needs a tag of its own (RFC 9110, section 8.8.3).
QByteArray gzipTag(const QByteArray &etag)
{
    return etag.chopped(1) + "-gzip\"";
}

/// Weak comparison with the tags of an If-None-Match field.
bool namesTag(const QByteArray &field, const QByteArray &etag)
{
    const QByteArrayList tags = field.split(',');
    return std::any_of(tags.begin(), tags.end(), [&](const QByteArray &each) {
        QByteArray tag = each.trimmed();
        if (tag.startsWith("W/"))
            tag.remove(0, 2);
        return tag == "*" || tag == etag || tag == gzipTag(etag);
    });
}

/// The part that is asked for; nothing: all of it.
std::optional<ByteRange> rangeOf(const HttpHead &head, const StaticContent &content)
{
    const QByteArray condition = head.value("if-range");
    if (!condition.isEmpty() && condition != content.etag)
        return std::nullopt;
    return parseRange(head.value("range"), content.bytes.size());
}

void sendPart(Exchange &exchange, const StaticContent &content, ByteRange range, HttpFields fields)
{
    const QByteArray size = QByteArray::number(content.bytes.size());
    if (!range.isSatisfiable())
        return exchange.fail(416, {}, fields + HttpFields{{"content-range", "bytes */" + size}});
    fields.append({"content-range", "bytes " + QByteArray::number(range.first) + '-' +
                                        QByteArray::number(range.last) + '/' + size});
    exchange.send(206, content.bytes.sliced(range.first, range.size()), content.contentType,
                  fields);
}

} // namespace

void sendContent(Exchange &exchange, const StaticContent &content, const HttpFields &extraFields)
{
    const bool isCompressible = isWorthCompressing(content.bytes, content.contentType);
    HttpFields fields = extraFields + HttpFields{{"cache-control", content.cacheControl},
                                                 {"x-content-type-options", "nosniff"}};
    if (isCompressible)
        fields += HttpFields{{"vary", "accept-encoding"}};
    const HttpFields tagged = fields + HttpFields{{"etag", content.etag}};

    if (namesTag(exchange.head().value("if-none-match"), content.etag))
        return exchange.send(304, {}, {}, tagged);
    const HttpFields ranged = tagged + HttpFields{{"accept-ranges", "bytes"}};
    if (const auto range = rangeOf(exchange.head(), content))
        return sendPart(exchange, content, *range, ranged);
    if (!isCompressible || !acceptsGzip(exchange.head()))
        return exchange.send(200, content.bytes, content.contentType, ranged);
    exchange.send(200, gzip(content.bytes), content.contentType,
                  fields +
                      HttpFields{{"etag", gzipTag(content.etag)}, {"content-encoding", "gzip"}});
}

QByteArray etagOf(const QByteArray &bytes)
{
    const QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
    return '"' + hash.toHex().left(32) + '"';
}

} // namespace pilothouse
