#pragma once

#include "desktop/sight/accessibility_bus.h"

#include <QJsonObject>

namespace pilothouse {

/// Stands in a text for a thing inside of it.
constexpr QChar kEmbedded(0xfffc);

/// What shows on the screen and can be used or read: {"elements": [{"key", "role", "name", "value",
/// "states", "place", "window"}, …], "silent": n}. `key` is the same as long as the thing exists;
/// roles are those of element_roles.h; `place` is [x, y, width, height] in pixels of the screen;
/// what is empty is left out. `silent` programs did not answer all in time. At most 1000 elements.
Result<QJsonObject> searchElements(const AccessibilityBus &bus, const Clock &clock);

/// One of them as it is now, without its window; with "showing": whether it is on the screen, as
/// its program says. Nothing: it is gone, or does not answer.
std::optional<QJsonObject> describeElement(const AccessibilityBus &bus, const Accessible &which);
/// Of each; an empty one for what describeElement() says nothing of.
QList<QJsonObject> describeElements(const AccessibilityBus &bus, const QList<Accessible> &which);

} // namespace pilothouse
