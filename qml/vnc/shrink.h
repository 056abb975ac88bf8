#pragma once

#include <QImage>

namespace pilothouse {

/// A part of `picture` as it looks in the smaller size `whole`: each pixel is the mean of the area
/// that it stands for, so that parts drawn at different times fit together without a seam.
/// `part` lies within `whole`, which is not larger than the picture in either direction.
/// Format_RGB32. Pure.
QImage shrunk(const QImage &picture, QSize whole, const QRect &part);

} // namespace pilothouse
