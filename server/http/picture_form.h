#pragma once

#include <QByteArray>
#include <QImage>

namespace pilothouse {

/// How a picture of a screen is handed to a client.
struct PictureForm
{
    bool jpeg = false; ///< else PNG
    int quality = 70;  ///< of a JPEG, 10..100
    int divisor = 1;   ///< of both sides, 1..8
};

/// Any thread.
QByteArray encodePicture(const QImage &picture, const PictureForm &form);

} // namespace pilothouse
