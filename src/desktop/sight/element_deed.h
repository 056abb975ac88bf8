#pragma once

#include "desktop/sight/accessibility_bus.h"

#include <QJsonObject>

namespace pilothouse {

/// Does with one element what `request` says: {"key", "deed", "text"}, as elementNow() in
/// screen_elements.h sends it. {"element": as describeElement() tells it afterwards, "covered":
/// true when another program's window is in front of its middle, "done": whether the deed was
/// done}; or
/// {"gone": true}. Unavailable: its program does not answer.
Result<QJsonObject> doWithElement(const AccessibilityBus &bus, const QJsonObject &request);

} // namespace pilothouse
