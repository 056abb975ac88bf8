#pragma once

#include "desktop/sight/accessibility_bus.h"

#include <QJsonObject>

namespace pilothouse {

/// What shows on the screen and can be used or read: {"elements": [{"key", "role", "name", "value",
/// "states", "place", "window"}, …], "silent": n}. `key` is the same as long as the thing exists;
/// roles are those of element_roles.h; `place` is [x, y, width, height] in pixels of the screen;
/// what is empty is left out. `silent` programs did not answer all in time. At most 1000 elements.
Result<QJsonObject> searchElements(const AccessibilityBus &bus, const Clock &clock);

} // namespace pilothouse
