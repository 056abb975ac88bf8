#include "http/picture_form.h"

#include "screen/png.h"

#include <QBuffer>

namespace pilothouse {

QByteArray encodePicture(const QImage &picture, const PictureForm &form)
{
    const QSize size = (picture.size() / form.divisor).expandedTo(QSize(1, 1));
    const QImage scaled = size == picture.size() ? picture
                                                 : picture.scaled(size, Qt::IgnoreAspectRatio,
                                                                  Qt::SmoothTransformation);
    if (!form.jpeg)
        return encodePng(scaled);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    scaled.save(&buffer, "JPEG", form.quality);
    return buffer.data();
}

} // namespace pilothouse
