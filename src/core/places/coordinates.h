#pragma once

#include "core/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QPoint>
#include <QSize>
#include <QString>

#include <optional>

namespace pilothouse {

/// How a model names places on its pictures: each is trained on one way and keeps to it, whatever
/// it is told.
enum class CoordinateSpace {
    Pixels,   ///< of the picture that it was sent
    Thousand, ///< 0 to 999 of width and height: thousandths of the picture
    Unit,     ///< 0 to 1 of width and height, as decimals
};

/// "pixels", "thousand", "unit".
QString name(CoordinateSpace space);
std::optional<CoordinateSpace> coordinateSpaceFrom(const QString &name);

/// The pictures of a session, and how its model names places on them: the one border between what
/// models say and pixels of pictures. ScreenScale goes on from there to pixels of the screen.
/// Pure. Any thread.
class PictureFrame
{
public:
    /// `size` is at least 1x1.
    PictureFrame(QSize size, CoordinateSpace space = CoordinateSpace::Pixels)
        : m_size(size), m_space(space)
    {
    }

    QSize size() const { return m_size; }
    CoordinateSpace space() const { return m_space; }

    /// `input` of a call with its places (coordinate, start_coordinate, region, size) in pixels. A
    /// thousandth is taken at its centre; the edges of a region are moved outwards. What has not
    /// the form of a place stays: that is for the tool to say.
    /// InvalidArgument: a place outside of the picture, with the range, for the model to act on.
    Result<QJsonObject> inPixels(QJsonObject input) const;

    /// A pixel of the picture as the model names it: "320,150", "0.2504,0.1881".
    QString told(QPoint pixel) const;
    /// The same of an extent: "200x30".
    QString told(QSize pixels) const;

    /// What coordinates are, within a sentence for the model: "pixels of the screenshots you get".
    QString words() const;

private:
    Result<QJsonArray> point(const QString &key, const QJsonArray &given) const;
    Result<QJsonArray> region(const QJsonArray &given) const;
    Result<QJsonArray> extent(const QJsonArray &given) const;
    Failure outside(const QString &key) const;
    double full() const; ///< what the whole width or height is called

    QSize m_size;
    CoordinateSpace m_space;
};

} // namespace pilothouse
