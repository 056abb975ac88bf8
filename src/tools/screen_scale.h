#pragma once

#include "core/places/coordinates.h"
#include "core/result.h"

#include <QPoint>
#include <QRect>
#include <QSize>
#include <QString>

namespace pilothouse {

/// Between pixels of the picture a model sees and pixels of the screen, each axis on its own.
/// A pixel maps to the pixel that holds its centre, so no result lies outside of the last pixel,
/// and a round trip that starts on the coarser side gives back exactly where it began.
/// What lies outside is an error and never clamped: a clamped click hits something else.
/// Pure. Any thread.
class ScreenScale
{
public:
    /// Both sizes are at least 1x1.
    ScreenScale(PictureFrame picture, QSize screen)
        : m_frame(picture), m_picture(picture.size()), m_screen(screen)
    {
    }

    QSize picture() const { return m_picture; }
    /// As the model of the session names places on its pictures.
    const PictureFrame &frame() const { return m_frame; }
    QSize screen() const { return m_screen; }

    /// InvalidArgument: outside of the picture; the message calls the point `field` and tells the
    /// range, for the model to act on.
    Result<QPoint> toScreen(const QString &field, qint64 x, qint64 y) const;

    /// A screen point in pixels of the picture. A point outside of the screen gives the nearest
    /// edge.
    QPoint toPicture(QPoint screen) const;

    /// The screen pixels that [x0, y0, x1, y1] touches; the right and lower edges are not part of
    /// it, so the whole picture is [0, 0, width, height]. InvalidArgument: empty or outside.
    Result<QRect> regionToScreen(qint64 x0, qint64 y0, qint64 x1, qint64 y1) const;

private:
    PictureFrame m_frame;
    QSize m_picture;
    QSize m_screen;
};

} // namespace pilothouse
