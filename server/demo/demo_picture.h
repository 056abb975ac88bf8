#pragma once

#include <QByteArray>
#include <QSize>
#include <QString>

namespace pilothouse {

/// What the first bytes of a picture say, without decoding it.
struct DemoPictureHeader
{
    QString mediaType; ///< image/png, image/jpeg, image/gif or image/webp; empty: none of them
    QSize size;        ///< pixels; invalid when the header is broken
};

DemoPictureHeader readPictureHeader(const QByteArray &bytes);

/// Tokens a picture costs: one for each started square of 28x28 px (model API, vision).
qint64 demoPictureTokens(QSize size);

} // namespace pilothouse
