// From a pixel that is drawn on a desktop to the same pixel before a person, and how many pictures
// of a scrolling terminal they get in a second: the native window, through the server, and
// TigerVNC's viewer, straight from the X server. Both look at the same desktop: one is held still
// while the other shows single pixels, and is not there while it shows the terminal.
#include "bench/process_cost.h"
#include "bench/window_stage.h"

#include <QCoreApplication>
#include <QRandomGenerator>
#include <QThread>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kDesktop(1280, 800);
constexpr QSize kWindow(2640, 1000);
constexpr int kRounds = 6;
constexpr int kDraws = 15;      // of each viewer in a round
constexpr qint64 kLook = 5'000; // milliseconds at the terminal, in a round
constexpr int kSide = 64;       // pixels of the square that is drawn
constexpr QPoint kPlace(300, 200);
constexpr QRect kNumbers(38, 500, 18, 30); // of the terminal's lines, on the desktop
constexpr QRgb kMark = 0x35c7f1;
constexpr unsigned kGlance = 300; // microseconds
constexpr qint64 kPatience = 20'000;

/// Squares on the desktop, whatever else is there.
class Painter
{
public:
    explicit Painter(const WindowStage &stage)
    {
        QFile cookie(stage.desktopFile(u"/rfb/xauth"_s));
        if (!cookie.open(QIODevice::ReadOnly))
            qFatal("no cookie");
        auto opened = XConnection::open(stage.desktopFile(u"/x/X1"_s), cookie.readAll().right(16));
        if (!opened)
            qFatal("%s", qPrintable(opened.error().message));
        m_x = *std::move(opened);
        m_pen = xcb_generate_id(m_x->raw());
        const quint32 everywhere = XCB_SUBWINDOW_MODE_INCLUDE_INFERIORS;
        xcb_create_gc(m_x->raw(), m_pen, m_x->root(), XCB_GC_SUBWINDOW_MODE, &everywhere);
    }
    void paint(QPoint at, QRgb colour)
    {
        const quint32 value = colour & RGB_MASK;
        xcb_change_gc(m_x->raw(), m_pen, XCB_GC_FOREGROUND, &value);
        const xcb_rectangle_t square{qint16(at.x()), qint16(at.y()), kSide, kSide};
        xcb_poly_fill_rectangle(m_x->raw(), m_x->root(), m_pen, 1, &square);
        m_x->flush();
    }

private:
    std::unique_ptr<XConnection> m_x;
    xcb_gcontext_t m_pen = 0;
};

struct Viewer
{
    const char *name;
    QProcess *program;
    QRect shown;               ///< the desktop on the person's screen
    QList<double> delays = {}; ///< milliseconds
    QList<double> rates = {};  ///< pictures in a second
    QList<double> costs = {};  ///< parts of a core

    /// Where a place of the desktop is before the person.
    QPoint place(QPoint at) const
    {
        return shown.topLeft() + QPoint(at.x() * shown.width() / kDesktop.width(),
                                        at.y() * shown.height() / kDesktop.height());
    }
};

template <typename Test> bool comes(Test test, unsigned glance)
{
    QElapsedTimer timer;
    timer.start();
    while (!test()) {
        if (timer.elapsed() > kPatience)
            return false;
        QThread::usleep(glance);
    }
    return true;
}

/// Marks two corners of the desktop, and looks where they come.
QRect findDesktop(WindowStage &stage, Painter &painter, const QRect &room)
{
    static QRgb mark = kMark;
    mark += 0x10101; // at no time what is there already
    painter.paint({0, 0}, mark);
    painter.paint({kDesktop.width() - kSide, kDesktop.height() - kSide}, mark);
    QRect found;
    comes(
        [&] {
            found = stage.eye().find(mark, room);
            return found.width() > kDesktop.width() / 3;
        },
        100'000);
    return found;
}

void measureDelays(WindowStage &stage, Painter &painter, Viewer &viewer, int draws)
{
    static QRgb colour = 0;
    const QPoint middle = viewer.place(kPlace + QPoint(kSide, kSide) / 2);
    for (int i = 0; i < draws; ++i) {
        QThread::msleep(40 + QRandomGenerator::global()->bounded(60U)); // in nobody's rhythm
        colour = (colour + 0x3579b) & RGB_MASK;
        QElapsedTimer timer;
        timer.start();
        painter.paint(kPlace, colour);
        if (!comes([&] { return stage.eye().pixel(middle) == colour; }, kGlance))
            qFatal("%s does not show what is drawn", viewer.name);
        viewer.delays.append(double(timer.nsecsElapsed()) / 1e6);
    }
}

void measureRate(WindowStage &stage, const Viewer &viewer, Viewer &all)
{
    const QRect numbers(viewer.place(kNumbers.topLeft()), viewer.place(kNumbers.bottomRight()));
    const auto before = cpuOfFamily(viewer.program->processId());
    QByteArray last = stage.eye().part(numbers);
    int pictures = 0;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < kLook) {
        const QByteArray now = stage.eye().part(numbers);
        pictures += std::exchange(last, now) != now ? 1 : 0;
        QThread::usleep(2 * kGlance);
    }
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    const auto used = cpuOfFamily(viewer.program->processId()) - before;
    stage.end(viewer.program);
    all.rates.append(pictures / seconds);
    all.costs.append(double(used.count()) / 1e6 / seconds);
}

/// One after the other, with the others held.
template <typename Measure> void eachAlone(QList<Viewer> &viewers, Measure measure)
{
    for (Viewer &viewer : viewers) {
        for (const Viewer &other : viewers)
            holdFamily(other.program->processId(), other.program != viewer.program);
        QThread::msleep(400); // what has heaped up meanwhile
        measure(viewer);
    }
    for (const Viewer &viewer : viewers)
        holdFamily(viewer.program->processId(), false);
}

/// The window with a session's desktop of the same size as it is, pixel for pixel.
Viewer openWindow(WindowStage &stage, Painter &painter)
{
    QProcess *program = stage.openWindow(kWindow);
    const QString number = stage.window(u"^Pilothouse – All desktops$"_s);
    stage.hand({u"key"_s, u"alt+Down"_s});
    stage.window(u"^Pilothouse – [^A]"_s);
    QSize size = kWindow;
    const QRect room(QPoint(0, 0), size);
    QRect shown = findDesktop(stage, painter, room);
    for (int tries = 0; shown.height() != kDesktop.height() && tries < 5; ++tries) {
        size.rheight() += kDesktop.height() - shown.height();
        stage.hand({u"windowsize"_s, u"--sync"_s, number, QString::number(size.width()),
                    QString::number(size.height())});
        QThread::msleep(500);
        shown = findDesktop(stage, painter, room);
    }
    return {.name = "the window", .program = program, .shown = shown};
}

Viewer openTigerVnc(WindowStage &stage, Painter &painter)
{
    QProcess *program = stage.startTigerVnc();
    const QString number = stage.window(u"TigerVNC$"_s);
    stage.hand({u"windowmove"_s, number, QString::number(kWindow.width()), u"0"_s});
    const QRect room(kWindow.width(), 0, kDesktop.width() + 40, kWindow.height());
    QThread::sleep(8); // it covers a part with a tip at first
    return {.name = "TigerVNC's viewer",
            .program = program,
            .shown = findDesktop(stage, painter, room)};
}

void startTerminal(WindowStage &stage, const QString &session)
{
    stage.task(session,
               u"run setsid xterm -geometry 140x42+0+0 -e perl -e "
               "'$|=1; while (1) { printf(\"%05d %s\\n\", $i++, \"a line of a build \" x 7); "
               "select(undef, undef, undef, 0.01) }' >/dev/null 2>&1 &"_s);
    QThread::sleep(2);
}

void print(const QList<Viewer> &viewers)
{
    const Viewer &ours = viewers[0];
    const Viewer &theirs = viewers[1];
    for (const Viewer &viewer : viewers)
        std::printf(
            "  %-20s drawn to shown %6.1f ms median %6.1f ms p95; terminal %5.1f /s at %5.1f %%"
            " of a core (desktop of %d x %d)\n",
            viewer.name, at(viewer.delays, 0.5), at(viewer.delays, 0.95), at(viewer.rates, 0.5),
            100 * at(viewer.costs, 0.5), viewer.shown.width(), viewer.shown.height());
    std::printf(
        "  ours takes %.2f of the time (p95 %.2f), and shows %.2f of the pictures at %.2f of"
        " the CPU\n",
        at(ours.delays, 0.5) / at(theirs.delays, 0.5),
        at(ours.delays, 0.95) / at(theirs.delays, 0.95),
        at(ours.rates, 0.5) / at(theirs.rates, 0.5), at(ours.costs, 0.5) / at(theirs.costs, 0.5));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    WindowStage stage({kWindow.width() + kDesktop.width() + 40, kWindow.height() + 40});
    const QString session = stage.newSession(u"open terminal"_s);
    Painter painter(stage);
    QList<Viewer> viewers{openWindow(stage, painter), openTigerVnc(stage, painter)};
    eachAlone(viewers, [&](Viewer &viewer) { measureDelays(stage, painter, viewer, 3); });
    for (Viewer &viewer : viewers)
        viewer.delays.clear();
    for (int round = 0; round < kRounds; ++round)
        eachAlone(viewers, [&](Viewer &viewer) { measureDelays(stage, painter, viewer, kDraws); });
    startTerminal(stage, session);
    for (const Viewer &viewer : viewers)
        stage.end(viewer.program);
    for (int round = 0; round < kRounds / 2; ++round) {
        measureRate(stage, openWindow(stage, painter), viewers[0]);
        measureRate(stage, openTigerVnc(stage, painter), viewers[1]);
    }
    std::printf(
        "A live desktop before a person, %d draws and %d looks at a terminal each, load %.1f\n",
        kRounds * kDraws, kRounds / 2, machineLoad());
    print(viewers);
    return 0;
}
