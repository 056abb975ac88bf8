#pragma once

#include <QDateTime>
#include <QTimeZone>

namespace pilothouse {

/// UTC as QDateTime takes it: Qt 6.4 knows the one form alone, and from 6.5 on it is deprecated.
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
inline constexpr auto kUtc = Qt::UTC;
#else
inline constexpr auto kUtc = QTimeZone::UTC;
#endif

} // namespace pilothouse
