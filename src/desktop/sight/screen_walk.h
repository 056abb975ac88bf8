#pragma once

#include "desktop/sight/accessibility_bus.h"

namespace pilothouse {

/// Ways down through what programs show. Browsers look themselves, in one call. All others are
/// walked through, a level at a time: the bridge that most of them have (at-spi2-atk) would go
/// through all there is, and a sheet of LibreOffice says that it has 2³⁰ cells, which it would
/// begin to make, deaf to everything else.

/// Whether a cell is named by its place in a sheet: "B12".
bool isCellName(const QString &name);

/// Of each; those that do not answer have none. Of more than 2,000 only
/// those that show, and in a sheet those that say something.
QList<QList<Accessible>> childrenOfEach(const AccessibilityBus &bus, const QList<Accessible> &of);
/// The same in one.
QList<Accessible> childrenOfAll(const AccessibilityBus &bus, const QList<Accessible> &of);

/// What below `top` shows on the screen, at most `most`, in the order of the tree.
QList<Accessible> showingBelow(const AccessibilityBus &bus, const Accessible &top, int most);
/// The same, of what has a text; some others may be among it.
QList<Accessible> showingTextBelow(const AccessibilityBus &bus, const Accessible &top, int most);
/// What below `top` has the focus, at most `most`. Unavailable: not all of it could be looked at.
Result<QList<Accessible>> focusedBelow(const AccessibilityBus &bus, const Accessible &top,
                                       int most);

} // namespace pilothouse
