#include "core/places/coordinates.h"

#include "core/enum_names.h"

#include <algorithm>
#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kSpaces{EnumName{CoordinateSpace::Pixels, "pixels"_L1},
                             EnumName{CoordinateSpace::Thousand, "thousand"_L1},
                             EnumName{CoordinateSpace::Unit, "unit"_L1}};
constexpr int kDecimals = 4; // finer than a pixel of any picture

bool areNumbers(const QJsonArray &values, qsizetype count)
{
    return values.size() == count &&
           std::all_of(values.begin(), values.end(), [](const auto &v) { return v.isDouble(); });
}

QString decimal(double value)
{
    return QString::number(value, 'f', kDecimals);
}

} // namespace

QString name(CoordinateSpace space)
{
    return nameIn(kSpaces, space);
}

std::optional<CoordinateSpace> coordinateSpaceFrom(const QString &name)
{
    return valueIn(kSpaces, name);
}

double PictureFrame::full() const
{
    return m_space == CoordinateSpace::Unit ? 1 : 1000;
}

Failure PictureFrame::outside(const QString &key) const
{
    return fail(Errc::InvalidArgument,
                u"%1 is outside of the screenshot: coordinates are %2."_s.arg(key, words()));
}

Result<QJsonArray> PictureFrame::point(const QString &key, const QJsonArray &given) const
{
    QJsonArray pixels;
    for (qsizetype i = 0; i < 2; ++i) {
        const double value = given.at(i).toDouble();
        const int length = i == 0 ? m_size.width() : m_size.height();
        const bool isLastEdge = m_space == CoordinateSpace::Unit && value == 1;
        if (!(value >= 0 && (value < full() || isLastEdge)))
            return outside(key);
        const bool isCell = m_space == CoordinateSpace::Thousand && value == std::floor(value);
        const double at = (value + (isCell ? 0.5 : 0)) / full() * length;
        pixels.append(std::min(int(at), length - 1));
    }
    return pixels;
}

Result<QJsonArray> PictureFrame::region(const QJsonArray &given) const
{
    QJsonArray pixels;
    for (qsizetype i = 0; i < 4; ++i) {
        const double value = given.at(i).toDouble();
        const int length = i % 2 == 0 ? m_size.width() : m_size.height();
        if (!(value >= 0 && value <= full()))
            return outside(u"region"_s);
        const double at = value / full() * length;
        pixels.append(int(i < 2 ? std::floor(at) : std::ceil(at)));
    }
    return pixels;
}

Result<QJsonArray> PictureFrame::extent(const QJsonArray &given) const
{
    QJsonArray pixels;
    for (qsizetype i = 0; i < 2; ++i) {
        const double value = given.at(i).toDouble();
        const int length = i == 0 ? m_size.width() : m_size.height();
        if (!(value > 0 && value <= full()))
            return outside(u"size"_s);
        pixels.append(std::max(1, int(std::lround(value / full() * length))));
    }
    return pixels;
}

Result<QJsonObject> PictureFrame::inPixels(QJsonObject input) const
{
    if (m_space == CoordinateSpace::Pixels)
        return input;
    for (const QString &key : {u"coordinate"_s, u"start_coordinate"_s, u"region"_s, u"size"_s}) {
        const QJsonArray given = input.value(key).toArray();
        const bool isRegion = key == "region"_L1;
        if (!areNumbers(given, isRegion ? 4 : 2))
            continue;
        const Result<QJsonArray> pixels = isRegion           ? region(given)
                                          : key == "size"_L1 ? extent(given)
                                                             : point(key, given);
        if (!pixels)
            return fail(pixels.error());
        input.insert(key, *pixels);
    }
    return input;
}

QString PictureFrame::told(QPoint pixel) const
{
    const double x = (pixel.x() + 0.5) / m_size.width() * full();
    const double y = (pixel.y() + 0.5) / m_size.height() * full();
    switch (m_space) {
    case CoordinateSpace::Pixels:
        break;
    case CoordinateSpace::Thousand:
        return u"%1,%2"_s.arg(int(std::floor(x))).arg(int(std::floor(y)));
    case CoordinateSpace::Unit:
        return decimal(x) + u',' + decimal(y);
    }
    return u"%1,%2"_s.arg(pixel.x()).arg(pixel.y());
}

QString PictureFrame::told(QSize pixels) const
{
    const double width = pixels.width() / double(m_size.width()) * full();
    const double height = pixels.height() / double(m_size.height()) * full();
    switch (m_space) {
    case CoordinateSpace::Pixels:
        break;
    case CoordinateSpace::Thousand:
        return u"%1x%2"_s.arg(std::lround(width)).arg(std::lround(height));
    case CoordinateSpace::Unit:
        return decimal(width) + u'x' + decimal(height);
    }
    return u"%1x%2"_s.arg(pixels.width()).arg(pixels.height());
}

QString PictureFrame::words() const
{
    switch (m_space) {
    case CoordinateSpace::Pixels:
        break;
    case CoordinateSpace::Thousand:
        return u"0 to 999 of the screenshot's width and height"_s;
    case CoordinateSpace::Unit:
        return u"0 to 1 of the screenshot's width and height, as decimals"_s;
    }
    return u"pixels of the screenshots you get"_s;
}

} // namespace pilothouse
