#pragma once

#include "exchange/exchange.h"

namespace pilothouse {

/// Bytes that stay the same for as long as their `etag` does: a file of the web interface, a
/// picture, a download that fits in memory.
struct StaticContent
{
    QByteArray bytes;
    QByteArray contentType;  ///< see contentTypeFor()
    QByteArray etag;         ///< with its quotes, strong: etagOf(), or "\"" + hash + "\""
    QByteArray cacheControl; ///< e.g. "no-cache", "public, max-age=31536000, immutable"
};

/// Answers a GET or HEAD: 304 when If-None-Match names the etag, 206 or 416 for a single Range
/// (If-Range respected), else 200, compressed when it is worth it and the client takes gzip.
/// `extraFields` are added to all of them.
void sendContent(Exchange &exchange, const StaticContent &content,
                 const HttpFields &extraFields = {});

/// A strong entity tag made from the bytes, with its quotes.
QByteArray etagOf(const QByteArray &bytes);

/// By the extension of a file's name: "text/html; charset=utf-8", "image/png";
/// "application/octet-stream" for those it does not know.
QByteArray contentTypeFor(QStringView fileName);

} // namespace pilothouse
