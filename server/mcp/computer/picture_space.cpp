#include "mcp/computer/picture_space.h"

#include "screen/png.h"
#include "tools/screen_scale.h"

#include <QJsonArray>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNarrowest = 64; // pixels

QString sizeInWords(QSize size)
{
    return u"%1x%2"_s.arg(size.width()).arg(size.height());
}

Result<> mapPoint(QJsonObject &arguments, const QString &x, const QString &y,
                  const ScreenScale &scale)
{
    if (!arguments.contains(x))
        return {};
    const auto point =
        scale.toScreen(x + u", "_s + y, arguments[x].toInteger(), arguments[y].toInteger());
    if (!point)
        return fail(point.error());
    arguments.insert(x, point->x());
    arguments.insert(y, point->y());
    return {};
}

Result<> mapRegion(QJsonObject &arguments, const ScreenScale &scale)
{
    const QJsonArray region = arguments.value("region"_L1).toArray();
    if (region.isEmpty())
        return {};
    const auto whole = scale.regionToScreen(region.at(0).toInteger(), region.at(1).toInteger(),
                                            region.at(2).toInteger(), region.at(3).toInteger());
    if (!whole)
        return fail(whole.error());
    arguments.insert(u"region"_s, QJsonArray{whole->left(), whole->top(), whole->right() + 1,
                                             whole->bottom() + 1});
    return {};
}

} // namespace

Result<PictureSpace> pictureSpace(const QJsonObject &arguments, QSize whole)
{
    const QJsonValue wish = arguments.value("picture_width"_L1);
    if (!wish.isDouble())
        return PictureSpace{whole, whole};
    const qint64 width = wish.toInteger();
    const int least = std::min(kNarrowest, whole.width());
    if (width < least || width > whole.width())
        return fail(Errc::InvalidArgument,
                    u"picture_width must be %1 to %2 here: this desktop was opened with pictures "
                    "of %3."_s.arg(least)
                        .arg(whole.width())
                        .arg(sizeInWords(whole)));
    const qint64 height = (width * whole.height() + whole.width() / 2) / whole.width();
    return PictureSpace{whole, QSize(int(width), std::max(1, int(height)))};
}

Result<QJsonObject> inWholePictures(QJsonObject arguments, const PictureSpace &space)
{
    if (!space.isChosen())
        return arguments;
    const ScreenScale scale(space.size, space.whole);
    for (const auto &[x, y] : {std::pair(u"x"_s, u"y"_s), std::pair(u"from_x"_s, u"from_y"_s)})
        if (const Result<> mapped = mapPoint(arguments, x, y, scale); !mapped)
            return fail(mapped.error());
    if (const Result<> mapped = mapRegion(arguments, scale); !mapped)
        return fail(mapped.error());
    return arguments;
}

QString spaceInWords(const PictureSpace &space, QSize screen, QSize picture, bool isRegion)
{
    const QString all = sizeInWords(space.size);
    const QString calls = space.isChosen()
                              ? u" Only calls with picture_width %1 take these; others take %2."_s
                                    .arg(space.size.width())
                                    .arg(sizeInWords(space.whole))
                              : QString();
    if (isRegion)
        return u"[Picture of that region, %1; coordinates stay those of whole pictures, %2.%3]"_s
            .arg(sizeInWords(picture), all, calls);
    if (screen == space.size)
        return u"[Picture %1 = the whole screen; coordinates are its pixels.]"_s.arg(all);
    return u"[Picture %1 = the whole screen of %2; coordinates are pixels of the picture.%3]"_s.arg(
        all, sizeInWords(screen), calls);
}

QSize sizeIn(const PictureSpace &space, QSize picture)
{
    if (picture == space.whole)
        return space.size;
    return picture.width() <= space.size.width() && picture.height() <= space.size.height()
               ? picture
               : picture.scaled(space.size, Qt::KeepAspectRatio).expandedTo({1, 1});
}

Result<QByteArray> scaledPicture(const QByteArray &bytes, QSize size)
{
    const QImage picture = QImage::fromData(bytes);
    if (picture.isNull())
        return fail(Errc::Corrupt, u"This picture cannot be read."_s);
    return encodePng(picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
}

} // namespace pilothouse
