#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QSize>
#include <QString>

namespace pilothouse {

/// In which pixels one call speaks: those of the session's pictures, or those of smaller ones that
/// it asks for itself (`picture_width`). Its coordinates and its picture are of the same space.
struct PictureSpace
{
    QSize whole; ///< of the session's pictures
    QSize size;  ///< of this call's; never larger

    bool isChosen() const { return size != whole; }
};

/// InvalidArgument: not as wide as that.
Result<PictureSpace> pictureSpace(const QJsonObject &arguments, QSize whole);

/// `arguments` with their places as pixels of the session's pictures. InvalidArgument: outside.
/// Pure.
Result<QJsonObject> inWholePictures(QJsonObject arguments, const PictureSpace &space);

/// What the pixels of a picture of `picture` pixels are, in words; of a region: `isRegion`.
QString spaceInWords(const PictureSpace &space, QSize screen, QSize picture, bool isRegion);

/// How large a picture of `picture` pixels comes in a space.
QSize sizeIn(const PictureSpace &space, QSize picture);
/// A picture file of `size`, as PNG. Corrupt: `bytes` cannot be read. Any thread.
Result<QByteArray> scaledPicture(const QByteArray &bytes, QSize size);

} // namespace pilothouse
