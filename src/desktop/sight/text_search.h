#pragma once

#include "desktop/sight/accessibility_bus.h"

#include <QJsonObject>

namespace pilothouse {

/// Where programs that can be asked show one of `texts` at this moment: {"places": [[x, y, width,
/// height], …]} in pixels of the screen. A program that does not answer is left out.
Result<QJsonObject> searchTexts(const AccessibilityBus &bus, const QStringList &texts);

} // namespace pilothouse
