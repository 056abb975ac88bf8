#pragma once

#include <QString>

namespace pilothouse {

// Numbers and times as people read them in the language of the window (QLocale's default), as the
// page writes them (lib/format.js).

/// "4 s", "1:05", "2:03:09".
QString duration(double milliseconds);
/// How long something took: "80 ms", "0.4 s", "12 s".
QString shortDuration(double milliseconds);
/// "950", "12.4k", "1.3M".
QString count(double number);
/// "$0.0042", "$1.20".
QString money(double dollars);
/// "312 B", "4.5 kB", "1.2 MB".
QString bytes(double size);

} // namespace pilothouse
