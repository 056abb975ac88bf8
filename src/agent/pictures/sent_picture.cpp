#include "agent/pictures/sent_picture.h"

#include "screen/png.h"

#include <QBuffer>
#include <QImageReader>
#include <QImageWriter>
#include <QJsonArray>
#include <QJsonObject>
#include <QPainter>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMostPixels = 32'000'000;
// A JPEG is scaled down while it is read, so that a large one takes no memory.
constexpr qint64 kMostPixelsOfJpeg = 120'000'000;
constexpr qsizetype kRoomyPng = 1'500'000; // bytes; what takes more is a photograph
constexpr int kJpegQuality = 88;

/// By its first bytes, so that no other reader than the right one sees it; empty: none of ours.
QByteArray formatOf(const QByteArray &file)
{
    if (file.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (file.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (file.startsWith("GIF87a") || file.startsWith("GIF89a"))
        return "gif";
    if (file.startsWith("RIFF") && file.sliced(8).startsWith("WEBP"))
        return "webp";
    return {};
}

Failure notAPicture(const QString &why)
{
    return fail(Errc::InvalidArgument, why);
}

Result<QImage> decoded(QByteArray file, const QByteArray &format, const ModelInfo &model)
{
    QBuffer buffer(&file);
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isEmpty())
        return notAPicture(u"The picture is damaged."_s);
    const qint64 pixels = qint64(size.width()) * size.height();
    if (pixels > (format == "jpeg" ? kMostPixelsOfJpeg : kMostPixels))
        return notAPicture(u"The picture has %1 x %2 pixels: make it smaller."_s.arg(
            QString::number(size.width()), QString::number(size.height())));
    // The rule is the same for a picture that lies on its side.
    const QSize fitted = pictureSizeFor(size, model.imageTier, model.pictureSide);
    if (fitted != size)
        reader.setScaledSize(fitted);
    QImage picture = reader.read();
    if (picture.isNull())
        return notAPicture(u"The picture is damaged."_s);
    return picture;
}

QImage onWhite(const QImage &picture)
{
    if (!picture.hasAlphaChannel())
        return picture.convertToFormat(QImage::Format_RGB32);
    QImage flat(picture.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, picture);
    return flat;
}

QByteArray asJpeg(const QImage &picture)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, "jpeg");
    writer.setQuality(kJpegQuality);
    return writer.write(picture) ? bytes : QByteArray();
}

} // namespace

Result<QList<QByteArray>> sentFiles(const QJsonValue &images)
{
    if (images.isNull() || images.isUndefined())
        return QList<QByteArray>();
    if (!images.isArray())
        return notAPicture(u"Input should be a list"_s);
    const QJsonArray list = images.toArray();
    if (list.size() > kMostSentPictures)
        return notAPicture(u"List should have at most %1 items"_s.arg(kMostSentPictures));
    QList<QByteArray> files;
    for (const QJsonValue &item : list) {
        const auto file = QByteArray::fromBase64Encoding(
            item.toObject().value("data"_L1).toString().toLatin1(),
            QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!file || file.decoded.isEmpty())
            return notAPicture(u"Each should have its bytes as base64 in data"_s);
        files.append(file.decoded);
    }
    return files;
}

Result<Picture> readSentPicture(const QByteArray &file, const ModelInfo &model)
{
    if (file.size() > kLargestSentPicture)
        return fail(Errc::TooLarge, u"The picture has more than %1 MiB: make it smaller."_s.arg(
                                        kLargestSentPicture >> 20));
    const QByteArray format = formatOf(file);
    if (format.isEmpty())
        return notAPicture(u"This is no PNG, JPEG, WebP or GIF picture."_s);
    if (!QImageReader::supportedImageFormats().contains(format))
        return notAPicture(u"This server reads no %1 pictures: send a PNG or JPEG."_s.arg(
            QString::fromLatin1(format).toUpper()));
    const Result<QImage> picture = decoded(file, format, model);
    if (!picture)
        return fail(picture.error());
    const QImage flat = onWhite(*picture);
    QByteArray bytes = format == "jpeg" ? QByteArray() : encodePng(flat);
    const bool isPng = !bytes.isEmpty() && bytes.size() <= kRoomyPng;
    if (!isPng)
        bytes = asJpeg(flat);
    if (bytes.isEmpty())
        return fail(Errc::Internal, u"The picture could not be stored."_s);
    return Picture{bytes, isPng ? u"image/png"_s : u"image/jpeg"_s, flat.size()};
}

} // namespace pilothouse
