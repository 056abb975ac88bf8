#include "qml/vnc/screen_place.h"

#include <QtMath>

#include <algorithm>

namespace pilothouse {

namespace {

// Of one direction: in the middle where there is room, else moved.
int offset(int room, int size, qreal moved)
{
    return room >= size ? (room - size) / 2 : -int(std::lround(moved));
}

// Of one direction: while a pointer crosses the rim before an edge, all comes that is beyond it.
qreal panAt(qreal pan, qreal slack, qreal room, qreal from, qreal to)
{
    constexpr qreal widest = 40; // units
    constexpr qreal last = 2;    // reached before the pointer leaves
    if (to < from)               // the same towards the other edge
        return slack - panAt(slack - pan, slack, room, room - from, room - to);
    const qreal begin = std::max(from, room - std::min(widest, room / 4));
    if (to <= begin)
        return pan;
    return pan + (slack - pan) * std::min(1.0, (to - begin) / std::max(1.0, room - last - begin));
}

} // namespace

ScreenPlace::ScreenPlace(QSize desktop, QSizeF item, qreal ratio, Scale scale, QPointF pan)
    : m_desktop(desktop), m_item(item), m_ratio(ratio)
{
    if (desktop.isEmpty() || item.isEmpty())
        return;
    const QSize room = (item * ratio).toSize();
    const QSize size = scale == Scale::Fit ? desktop.scaled(room, Qt::KeepAspectRatio)
                                           : (QSizeF(desktop) * ratio).toSize();
    m_target.setSize(size.expandedTo(QSize(1, 1)));
    m_pan = {std::clamp(pan.x(), 0.0, slack().width()), std::clamp(pan.y(), 0.0, slack().height())};
    m_target.moveTo(offset(room.width(), size.width(), m_pan.x() * ratio),
                    offset(room.height(), size.height(), m_pan.y() * ratio));
}

QSizeF ScreenPlace::slack() const
{
    return (QSizeF(m_target.size()) / m_ratio - m_item).expandedTo(QSizeF(0, 0));
}

QPointF ScreenPlace::followed(QPointF from, QPointF to) const
{
    return {panAt(m_pan.x(), slack().width(), m_item.width(), from.x(), to.x()),
            panAt(m_pan.y(), slack().height(), m_item.height(), from.y(), to.y())};
}

bool ScreenPlace::isSmaller() const
{
    return m_target.width() < m_desktop.width() || m_target.height() < m_desktop.height();
}

QPoint ScreenPlace::toDesktop(QPointF at) const
{
    if (m_target.isEmpty())
        return {};
    constexpr qreal half = 1.0 / 256; // of the least step of a pointer: 2 / 3 * 1.5 is below 1
    const QPointF inside = at * m_ratio - m_target.topLeft() + QPointF(half, half);
    const int x = qFloor(inside.x() * m_desktop.width() / m_target.width());
    const int y = qFloor(inside.y() * m_desktop.height() / m_target.height());
    return {std::clamp(x, 0, m_desktop.width() - 1), std::clamp(y, 0, m_desktop.height() - 1)};
}

QRect ScreenPlace::toItem(const QRect &area) const
{
    if (m_target.isEmpty())
        return {};
    const qreal across = qreal(m_target.width()) / m_desktop.width();
    const qreal down = qreal(m_target.height()) / m_desktop.height();
    const QRectF device(QPointF(qFloor(area.x() * across), qFloor(area.y() * down)),
                        QPointF(qCeil((area.x() + area.width()) * across),
                                qCeil((area.y() + area.height()) * down)));
    const QRectF shown = device.translated(m_target.topLeft());
    return QRectF(shown.topLeft() / m_ratio, shown.size() / m_ratio).toAlignedRect();
}

qreal ScreenPlace::scale() const
{
    return m_desktop.isEmpty() ? 1 : m_target.width() / m_ratio / m_desktop.width();
}

} // namespace pilothouse
