#pragma once

#include "bench/rfb_probe.h"
#include "screen/x_connection.h"

#include <QElapsedTimer>
#include <QList>
#include <QRandomGenerator>
#include <QThread>

#include <algorithm>

namespace pilothouse {

/// Changes a small square of a screen.
class SquarePainter
{
public:
    SquarePainter(const QString &xSocket, const QByteArray &cookie)
    {
        auto opened = XConnection::open(xSocket, cookie);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        m_x = *std::move(opened);
        m_pen = xcb_generate_id(m_x->raw());
        xcb_create_gc(m_x->raw(), m_pen, m_x->root(), 0, nullptr);
    }
    void paint()
    {
        const quint32 colour = ++m_count * 0x3579b;
        xcb_change_gc(m_x->raw(), m_pen, XCB_GC_FOREGROUND, &colour);
        const xcb_rectangle_t square{100, 100, kSide, kSide};
        xcb_poly_fill_rectangle(m_x->raw(), m_x->root(), m_pen, 1, &square);
        m_x->flush();
    }

private:
    static constexpr int kSide = 16; // pixels that change

    std::unique_ptr<XConnection> m_x;
    xcb_gcontext_t m_pen = 0;
    quint32 m_count = 0;
};

/// One way to look at one screen, and how long it took each time from a drawn pixel to the viewer.
struct DrawDelay
{
    QString name;
    SquarePainter *painter;
    std::unique_ptr<RfbProbe> probe;
    QList<double> times = {}; ///< milliseconds

    /// Takes the first picture and some more, which do not count.
    void begin()
    {
        probe->begin();
        measure(5);
        times.clear();
    }
    void measure(int samples)
    {
        for (int i = 0; i < samples; ++i) {
            do { // what changed since the last look is no answer to what is painted below
                probe->ask();
                // Long enough for the request, and at no fixed place in anybody's rhythm.
                QThread::msleep(20 + QRandomGenerator::global()->bounded(60U));
            } while (probe->takeUpdateThatIsThere());
            QElapsedTimer timer;
            timer.start();
            painter->paint();
            probe->waitForUpdate();
            times.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        }
    }
    double at(double part)
    {
        std::sort(times.begin(), times.end());
        return times[qsizetype(part * double(times.size() - 1))];
    }
};

} // namespace pilothouse
