#include "model/model_table.h"

#include <algorithm>
#include <cmath>

namespace pilothouse {

namespace {

constexpr int kPatch = 28;            // pixels a side, one token each
constexpr int kManyImagesEdge = 2000; // the API's limit once a request holds more than 20 pictures

struct Limits
{
    int edge;
    qint64 tokens;
};

Limits limitsOf(ImageTier tier, int maxEdge)
{
    Limits limits = tier == ImageTier::High ? Limits{2576, 4784} : Limits{1568, 1568};
    if (maxEdge > 0)
        limits.edge = std::min(limits.edge, maxEdge);
    return limits;
}

bool fits(QSize size, const Limits &limits)
{
    return std::max(size.width(), size.height()) <= limits.edge &&
           pictureTokens(size) <= limits.tokens;
}

// nearbyint rounds half to even, as the reference implementation does; qRound would be a pixel off.
QSize withWidth(int width, double aspect)
{
    return {width, std::max(static_cast<int>(std::nearbyint(width / aspect)), 1)};
}

} // namespace

qint64 pictureTokens(QSize size)
{
    const auto patches = [](int length) { return (qint64{length} + kPatch - 1) / kPatch; };
    return patches(size.width()) * patches(size.height());
}

QSize apiPictureSize(QSize size, ImageTier tier, int maxEdge)
{
    const Limits limits = limitsOf(tier, maxEdge);
    if (size.isEmpty() || fits(size, limits))
        return size;
    if (size.height() > size.width())
        return apiPictureSize(size.transposed(), tier, maxEdge).transposed();
    const double aspect = double(size.width()) / size.height();
    int low = 1;             // fits, or nothing does
    int high = size.width(); // does not fit
    while (low + 1 < high) {
        const int middle = low + (high - low) / 2;
        (fits(withWidth(middle, aspect), limits) ? low : high) = middle;
    }
    return withWidth(low, aspect);
}

QSize pictureSizeFor(QSize screen, ImageTier tier, int mostSide)
{
    const int set = mostSide > 0 ? mostSide : kManyImagesEdge;
    return apiPictureSize(screen, tier, std::min(set, kManyImagesEdge));
}

QSize pictureSizeFor(QSize screen, const ModelInfo &model)
{
    const QSize size = pictureSizeFor(screen, model.imageTier, model.pictureSide);
    const auto whole = [step = model.pictureMultiple](int length) {
        return std::max(length / step, 1) * step;
    };
    return {whole(size.width()), whole(size.height())};
}

} // namespace pilothouse
