#pragma once

#include <QPointF>
#include <QRect>
#include <QSize>

namespace pilothouse {

/// Where a desktop is in an item, and how large. Pixels of the desktop on one side, the item's
/// units and pixels of the device (units times `ratio`) on the other. Pure.
class ScreenPlace
{
public:
    enum class Scale { Fit, Full };

    /// Full: a unit of the item for each pixel of the desktop, moved by `pan` units, which is kept
    /// within what there is to see.
    ScreenPlace(QSize desktop, QSizeF item, qreal ratio, Scale scale, QPointF pan);
    ScreenPlace() = default;

    /// In pixels of the device; whole ones, so that nothing is drawn between two.
    const QRect &target() const { return m_target; }
    bool isSmaller() const;
    qreal ratio() const { return m_ratio; }
    QPointF pan() const { return m_pan; }
    /// How far it can be moved, in units.
    QSizeF slack() const;

    /// The pan that shows what is beyond an edge, once a pointer has gone to that edge.
    QPointF followed(QPointF from, QPointF to) const;

    /// The pixel of the desktop there, the nearest where there is none.
    QPoint toDesktop(QPointF at) const;
    /// Units, of all that shows something of `area`.
    QRect toItem(const QRect &area) const;
    /// Units of the item for one pixel of the desktop.
    qreal scale() const;

private:
    QSize m_desktop;
    QSizeF m_item;
    qreal m_ratio = 1;
    QRect m_target;
    QPointF m_pan;
};

} // namespace pilothouse
