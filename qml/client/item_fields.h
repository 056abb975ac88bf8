#pragma once

#include <QString>

namespace pilothouse {

// What events and items call their parts.
inline const QString kKey = QStringLiteral("key");
inline const QString kKind = QStringLiteral("kind");
inline const QString kSeq = QStringLiteral("seq");
inline const QString kText = QStringLiteral("text");
inline const QString kState = QStringLiteral("state");

} // namespace pilothouse
