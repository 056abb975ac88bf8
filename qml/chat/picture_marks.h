#pragma once

#include <QSizeF>
#include <QVariantList>
#include <QVariantMap>

namespace pilothouse {

/// Where on the picture a call happens, in pixels of what the model saw, origin top left:
/// {kind: "point", x, y, count}, {kind: "line", x1, y1, x2, y2}, {kind: "box", x, y, width,
/// height}. Empty: it has no place, or one that is not on a picture of this size.
QVariantList marksOf(const QVariantMap &call, QSizeF size);

/// Whether the picture of the answer shows the place: a zoomed picture shows another part.
bool isOnPicture(const QVariantMap &call);

} // namespace pilothouse
