#include "demo/demo_picture.h"
#include "demo/request_check.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxSide = 8000;
constexpr int kMaxSideOfMany = 2000;
constexpr qsizetype kMany = 20;
constexpr qsizetype kMaxBase64 = 10'000'000;

struct PlacedPicture
{
    PlacedBlock placed;
    QSize size; ///< invalid: not to be known
    bool inToolset;
};

/// Whether the API takes a picture of this size without scaling it down.
bool fitsTier(QSize size, bool high)
{
    const int edge = qMax(size.width(), size.height());
    return edge <= (high ? 2576 : 1568) && demoPictureTokens(size) <= (high ? 4784 : 1568);
}

/// A decoder that is cut off in the middle of a picture refuses it.
bool isWhole(const QByteArray &bytes, const QString &mediaType)
{
    if (mediaType == "image/png"_L1)
        return bytes.endsWith(QByteArray::fromHex("49454e44ae426082"));
    return mediaType != "image/jpeg"_L1 || bytes.endsWith("\xFF\xD9");
}

/// Images: formats, sources, real bytes. Returns the size.
QSize source(RequestCheck &check, const PlacedBlock &placed)
{
    static const QStringList kFormats{u"image/jpeg"_s, u"image/png"_s, u"image/gif"_s,
                                      u"image/webp"_s};
    const QJsonObject source = placed.block.value("source"_L1).toObject();
    const QString type = source.value("type"_L1).toString();
    const QString path = placed.path + u".source"_s;
    if (type == "url"_L1 || type == "file"_L1)
        return {};
    check.allowOnly(source, {u"type"_s, u"media_type"_s, u"data"_s}, path);
    const QString format = source.value("media_type"_L1).toString();
    if (type != "base64"_L1 || !kFormats.contains(format))
        check.refuse("picture-source",
                     path + u": Input should be base64 of jpeg, png, gif or webp"_s);
    const QByteArray base64 = source.value("data"_L1).toString().toLatin1();
    if (base64.size() > kMaxBase64)
        check.refuse("picture-bytes", path + u": image exceeds 10 MB maximum"_s);
    const auto decoded =
        QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || base64.size() % 4 != 0) {
        check.refuse("picture-base64", path + u".data: invalid base64 data"_s);
        return {};
    }
    const DemoPictureHeader header = readPictureHeader(*decoded);
    if (header.mediaType != format)
        check.refuse(
            "picture-format",
            u"%1.media_type: Image does not match the provided media type %2"_s.arg(path, format));
    if (!header.size.isValid() || !isWhole(*decoded, header.mediaType))
        check.refuse("picture-broken", placed.path + u": Could not process image"_s);
    return header.size;
}

QList<PlacedPicture> pictures(RequestCheck &check)
{
    QList<PlacedPicture> found;
    for (const PlacedBlock &placed : check.blocks) {
        const bool result = placed.is("tool_result"_L1);
        const bool toolset = result && placed.block.contains("toolset_name"_L1);
        for (const PlacedBlock &inner : result ? placed.inside() : QList<PlacedBlock>{placed}) {
            if (inner.is("image"_L1))
                found << PlacedPicture{inner, source(check, inner), toolset};
        }
    }
    return found;
}

/// Images: hard limits; Computer tool: a toolset's picture is not scaled down but refused, as is
/// one that asks for it (transformations).
void size(RequestCheck &check, const PlacedPicture &picture)
{
    const int side = qMax(picture.size.width(), picture.size.height());
    const QJsonObject wish = picture.placed.block.value("transformations"_L1).toObject();
    const QString oversized = wish.value("oversized_image"_L1).toString();
    const bool strict = picture.inToolset || oversized == "error"_L1;
    check.allowOnly(wish, {u"oversized_image"_s}, picture.placed.path + u".transformations"_s);
    if (!wish.isEmpty() && oversized != "error"_L1 && oversized != "downsize"_L1)
        check.refuse(
            "types",
            picture.placed.path +
                u".transformations.oversized_image: Input should be 'error' or 'downsize'"_s);
    if (side > kMaxSide)
        check.refuse(
            "picture-size",
            picture.placed.path +
                u": At least one of the image dimensions exceed max allowed size: 8000 pixels"_s);
    else if (strict && picture.size.isValid() && !fitsTier(picture.size, check.model.highTier))
        check.refuse("picture-tier", u"%1: image dimensions %2x%3 are too large for this model"_s
                                         .arg(picture.placed.path)
                                         .arg(picture.size.width())
                                         .arg(picture.size.height()));
}

/// Images: over 20 in a request, and no side may be above 2000 px; 600 at the most, 100 with a
/// small context.
void many(RequestCheck &check, const QList<PlacedPicture> &all)
{
    if (all.size() > (check.model.contextTokens <= 200'000 ? 100 : 600))
        check.refuse("picture-count", u"messages: too many images in this request"_s);
    if (all.size() <= kMany)
        return;
    for (const PlacedPicture &picture : all) {
        if (qMax(picture.size.width(), picture.size.height()) > kMaxSideOfMany)
            check.refuse(
                "many-pictures",
                picture.placed.path +
                    u": At least one of the image dimensions exceed max allowed size for many-image requests: 2000 pixels"_s);
    }
}

} // namespace

void checkPictures(RequestCheck &check)
{
    const QList<PlacedPicture> all = pictures(check);
    for (const PlacedPicture &picture : all)
        size(check, picture);
    many(check, all);
}

} // namespace pilothouse
