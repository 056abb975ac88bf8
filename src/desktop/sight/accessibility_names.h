#pragma once

#include <QString>

/// Names of the accessibility bus: interfaces of at-spi2-core's folder xml, and what it calls its
/// own things.
namespace pilothouse {

inline const QString kRegistry = QStringLiteral("org.a11y.atspi.Registry");
inline const QString kRoot = QStringLiteral("/org/a11y/atspi/accessible/root");
inline const QString kNobody = QStringLiteral("/org/a11y/atspi/null");
inline const QString kAccessible = QStringLiteral("org.a11y.atspi.Accessible");
inline const QString kApplication = QStringLiteral("org.a11y.atspi.Application");
inline const QString kComponent = QStringLiteral("org.a11y.atspi.Component");
inline const QString kTable = QStringLiteral("org.a11y.atspi.Table");
inline const QString kText = QStringLiteral("org.a11y.atspi.Text");
inline const QString kDocument = QStringLiteral("org.a11y.atspi.Document");
inline const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties");

inline constexpr uint kOnScreen = 0; ///< coordinates

} // namespace pilothouse
