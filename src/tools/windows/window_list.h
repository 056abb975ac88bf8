#pragma once

#include "core/secrets.h"
#include "screen/windows/screen_window.h"
#include "tools/screen_scale.h"
#include "tools/windows/window_ids.h"

namespace pilothouse {

/// `windows` with their texts masked.
QList<ScreenWindow> masked(QList<ScreenWindow> windows, const Secrets &secrets);

/// `windows`, the one in front first, as rows for a model, each with its id and its place in pixels
/// of the model's pictures. Those that are gone lose their ids. Pure but for `ids`.
QString listed(const QList<ScreenWindow> &windows, WindowIds &ids, const ScreenScale &scale);

/// One row of that, without what stands in front of others.
QString rowOf(const ScreenWindow &window, const QString &id, const ScreenScale &scale);

/// Where it is in the model's pictures, also where that is outside of them.
QRect placeInPicture(const ScreenWindow &window, const ScreenScale &scale);

} // namespace pilothouse
