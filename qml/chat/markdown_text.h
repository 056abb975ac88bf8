#pragma once

#include "qml/chat/text_inks.h"

#include <QString>

namespace pilothouse {

/// `markdown` (GitHub's dialect, single line ends kept) as Qt's rich text. It can neither act nor
/// call anywhere: HTML in it is text, pictures are their descriptions, links lead to http and
/// https only. What nobody sees in it is marked. What cannot be read is shown as it is.
QString markdownHtml(const QString &markdown, const TextInks &inks);

/// Whether the address is one that a link may lead to.
bool isWebAddress(const QString &address);

/// Whether `address` leads to this machine, however it is spelt: any program there may look like
/// Pilothouse.
bool isLocalAddress(const QString &address);

} // namespace pilothouse
