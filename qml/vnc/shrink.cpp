#include "qml/vnc/shrink.h"

#include <vector>

namespace pilothouse {

namespace {

constexpr quint32 kOne = 256; // a whole pixel, as a weight

/// The pixels of one direction that one pixel stands for, and how much of each.
struct Span
{
    int first = 0;
    std::vector<quint32> weights;
};

std::vector<Span> spans(int from, int to, int begin, int count)
{
    std::vector<Span> all;
    for (int i = begin; i < begin + count; ++i) {
        const double low = double(i) * from / to;
        const double high = std::min<double>(from, double(i + 1) * from / to);
        Span span{.first = int(low)};
        for (int pixel = span.first; pixel < high; ++pixel) {
            const double part = std::min<double>(pixel + 1, high) - std::max<double>(pixel, low);
            span.weights.push_back(quint32(part * kOne + 0.5));
        }
        all.push_back(std::move(span));
    }
    return all;
}

/// Sums of red, green and blue.
struct Sum
{
    quint32 red = 0;
    quint32 green = 0;
    quint32 blue = 0;
    quint32 weight = 0;

    void add(QRgb colour, quint32 times)
    {
        red += times * quint32(qRed(colour));
        green += times * quint32(qGreen(colour));
        blue += times * quint32(qBlue(colour));
        weight += times;
    }
    QRgb mean() const
    {
        const quint32 half = weight / 2;
        return qRgb(int((red + half) / weight), int((green + half) / weight),
                    int((blue + half) / weight));
    }
};

QRgb meanOf(const QImage &picture, const Span &across, const Span &down)
{
    Sum sum;
    for (size_t y = 0; y < down.weights.size(); ++y) {
        const auto *line =
            reinterpret_cast<const QRgb *>(picture.constScanLine(down.first + int(y))) +
            across.first;
        for (size_t x = 0; x < across.weights.size(); ++x) // at most 8192 * 8192 / 256 pixels
            sum.add(line[x], across.weights[x] * down.weights[y] / kOne);
    }
    return sum.weight > 0 ? sum.mean() : picture.pixel(across.first, down.first);
}

} // namespace

QImage shrunk(const QImage &picture, QSize whole, const QRect &part)
{
    QImage image(part.size(), QImage::Format_RGB32);
    const auto columns = spans(picture.width(), whole.width(), part.x(), part.width());
    const auto lines = spans(picture.height(), whole.height(), part.y(), part.height());
    for (int y = 0; y < part.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < part.width(); ++x)
            line[x] = meanOf(picture, columns[size_t(x)], lines[size_t(y)]);
    }
    return image;
}

} // namespace pilothouse
