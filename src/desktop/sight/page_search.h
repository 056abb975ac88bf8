#pragma once

#include "desktop/sight/accessibility_bus.h"

#include <QJsonObject>

namespace pilothouse {

/// What the page or document in front says, all of it, also what is not on the screen now:
/// {"title", "address", "pieces": […], "more": true when there is more than could be read}. In the
/// order of reading a piece is {"block": "## "}, with which a paragraph, heading, entry of a list
/// or the like begins; {"text"}, a part of that; or {"use": as describeElement() tells it},
/// something to use within it. Unavailable: no program in front tells of a document.
Result<QJsonObject> searchPage(const AccessibilityBus &bus);

} // namespace pilothouse
