#pragma once

#include "desktop/sight/accessibility_bus.h"
#include "desktop/sight/used_cells.h"

namespace pilothouse {

/// Whether it is the table of a sheet: one with more cells than anybody can ask for.
bool isSheet(const AccessibilityBus &bus, const Accessible &table);

/// What is in it: usedCells().
SheetCells cellsOf(const AccessibilityBus &bus, const Accessible &sheet);

} // namespace pilothouse
