#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "tools/tool.h"

#include <QCoroTask>
#include <QImage>
#include <QRect>
#include <QSize>

#include <stop_token>

/// Pictures of the screen as a model gets them.
namespace pilothouse {

/// `screen` at exactly `size`, smoothly scaled; untouched when it has that size.
QImage fitScreenshot(const QImage &screen, QSize size);

/// The part `region` of `screen` pixel for pixel, which is all there is to see; reduced to fit into
/// `size` where it is larger. A part less than 200 pixels wide or high, which models see badly, is
/// enlarged to that as far as `size` allows. Aspect kept. `region` lies inside of `screen` and is
/// not empty.
QImage fitRegion(const QImage &screen, QRect region, QSize size);

/// fitScreenshot() for a null `region`, else fitRegion(); then PNG. Works on copies in the thread
/// pool; returns at once when stopped, while the pool finishes alone. The clock limits the wait.
/// Stopped, or Internal: nothing came out of the encoder.
QCoro::Task<Result<ToolPicture>> encodePicture(QImage screen, QRect region, QSize size,
                                               const Clock &clock, std::stop_token stop);

} // namespace pilothouse
