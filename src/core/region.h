#pragma once

#include "core/result.h"

#include <QString>

/// In which language, notation and time zone programs run. Any thread.
namespace pilothouse {

/// "de_DE", "de_DE.utf8" or "C.UTF-8" as programs want it in LANG: "de_DE.UTF-8". Empty stays
/// empty. InvalidArgument: this machine has no such locale, or it is none in UTF-8; the message
/// says how to have it.
Result<QString> installedLocale(const QString &name);

/// "Europe/Berlin" as it is. Empty stays empty. InvalidArgument: the database of time zones
/// (tz, IANA) has no such name.
Result<QString> knownTimeZone(const QString &name);

} // namespace pilothouse
