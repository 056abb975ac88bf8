#pragma once

#include "exchange/http_head.h"

namespace pilothouse {

/// Whether the client takes gzip: Accept-Encoding names it, or "*", not with q=0.
bool acceptsGzip(const HttpHead &head);

/// More than 1 KiB of a type that is text.
bool isWorthCompressing(const QByteArray &bytes, const QByteArray &contentType);

QByteArray gzip(const QByteArray &bytes);

} // namespace pilothouse
