#include "tools/screen_scale.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// The pixel of a line of `to` pixels that holds the centre of pixel `at` of a line of `from`.
int pixelAt(qint64 at, int from, int to)
{
    return static_cast<int>((2 * at + 1) * to / (2 * qint64(from)));
}

} // namespace

Result<QPoint> ScreenScale::toScreen(const QString &field, qint64 x, qint64 y) const
{
    if (x < 0 || y < 0 || x >= m_picture.width() || y >= m_picture.height()) {
        return fail(
            Errc::InvalidArgument,
            u"%1 [%2, %3] is outside of the %4x%5 screenshot; x is 0..%6, y 0..%7."_s.arg(field)
                .arg(x)
                .arg(y)
                .arg(m_picture.width())
                .arg(m_picture.height())
                .arg(m_picture.width() - 1)
                .arg(m_picture.height() - 1));
    }
    return QPoint(pixelAt(x, m_picture.width(), m_screen.width()),
                  pixelAt(y, m_picture.height(), m_screen.height()));
}

QPoint ScreenScale::toPicture(QPoint screen) const
{
    const int x = std::clamp(screen.x(), 0, m_screen.width() - 1);
    const int y = std::clamp(screen.y(), 0, m_screen.height() - 1);
    return {pixelAt(x, m_screen.width(), m_picture.width()),
            pixelAt(y, m_screen.height(), m_picture.height())};
}

Result<QRect> ScreenScale::regionToScreen(qint64 x0, qint64 y0, qint64 x1, qint64 y1) const
{
    const qint64 width = m_picture.width();
    const qint64 height = m_picture.height();
    if (x0 < 0 || y0 < 0 || x1 > width || y1 > height || x0 >= x1 || y0 >= y1) {
        return fail(Errc::InvalidArgument,
                    u"region [%1, %2, %3, %4] is not a part of the %5x%6 screenshot; give "
                    u"[x0, y0, x1, y1] with 0 <= x0 < x1 <= %5 and 0 <= y0 < y1 <= %6."_s.arg(x0)
                        .arg(y0)
                        .arg(x1)
                        .arg(y1)
                        .arg(width)
                        .arg(height));
    }
    // Outwards, so that no pixel that the model saw in the region is lost.
    const qint64 left = x0 * m_screen.width() / width;
    const qint64 top = y0 * m_screen.height() / height;
    const qint64 right = (x1 * m_screen.width() + width - 1) / width;
    const qint64 bottom = (y1 * m_screen.height() + height - 1) / height;
    return QRect(QPoint(static_cast<int>(left), static_cast<int>(top)),
                 QPoint(static_cast<int>(right) - 1, static_cast<int>(bottom) - 1));
}

} // namespace pilothouse
