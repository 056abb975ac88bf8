#pragma once

#include "core/result.h"
#include "desktop/sight/accessibility_bus.h"

#include <QJsonObject>

namespace pilothouse {

/// What has the keyboard, looked for now: nothing is kept from earlier looks. As
/// keyboardFocusFrom() reads it. Unavailable: it is not known for sure, with the reason.
Result<QJsonObject> searchFocus(const AccessibilityBus &bus);

/// The window that has the keyboard, as the bus knows it. Unavailable as above.
Result<Accessible> frontWindow(const AccessibilityBus &bus);

} // namespace pilothouse
