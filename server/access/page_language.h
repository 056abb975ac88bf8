#pragma once

#include "exchange/http_head.h"

namespace pilothouse {

/// "en" or "de": which of the two the browser would rather show, by its Accept-Language (RFC 9110,
/// 12.5.4). English when it names neither, or names both alike with English first.
QByteArray pageLanguage(const HttpHead &head);

/// The text in that language: "{{English|German}}" in it stands for one of the two.
QByteArray inLanguage(QByteArray text, const QByteArray &language);

/// Of every answer that depends on it.
HttpFields variesByLanguage();

} // namespace pilothouse
