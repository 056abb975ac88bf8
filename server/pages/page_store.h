#pragma once

#include "pages/page_files.h"
#include "exchange/exchange.h"

#include <optional>

namespace pilothouse {

/// A file of what scripts/bundle-page made; nothing: there is none of this name.
std::optional<QByteArray> pageBytes(const QString &name);

/// What stands in it of the files' names.
PageFiles pageFiles();

/// Answers with a file; browsers keep those whose names hold a hash of what is in them.
void sendPageFile(Exchange &exchange, const QByteArray &bytes, const QString &name,
                  const HttpFields &extraFields = {});

} // namespace pilothouse
