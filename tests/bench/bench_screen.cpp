// Acting and seeing, against what people use instead in one run on one screen: xdotool, scrot and
// ImageMagick as processes, with the two seconds of sleep that such systems put in between.
#include "bench/bench_table.h"
#include "screen/png.h"
#include "screen/x11_display.h"
#include "support/typing_target.h"
#include "tools/screen_picture.h"
#include "tools/secret_cover.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFile>
#include <QThread>

#include <ctime>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRuns = 11;
constexpr int kSleepingRuns = 3;

/// CPU time of this process so far, all threads.
double cpuMs()
{
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

class Bench
{
public:
    Bench(TestXServer &server, X11Display &display) : m_server(server), m_display(display) {}

    void pictures();
    static void zoom(const QImage &picture);
    void actAndSee();
    void settling();

private:
    Look look(InputAction action)
    {
        return QCoro::waitFor(m_display.performAndLook(std::move(action), {}, {})).value_or(Look{});
    }
    QString path(const QString &name) const { return m_server.folder() + u'/' + name; }
    void scrot() { m_server.run(u"scrot"_s, {u"-o"_s, u"-p"_s, path(u"shot.png"_s)}); }
    void convert()
    {
        m_server.run(u"convert"_s,
                     {path(u"shot.png"_s), u"-resize"_s, u"1280x800!"_s, path(u"scaled.png"_s)});
    }
    void xdotool(const QString &action) { m_server.run(u"xdotool"_s, action.split(u' ')); }
    void scenario(const char *name, const InputAction &action,
                  const InputAction &after = DoNothing{});

    TestXServer &m_server;
    X11Display &m_display;
};

/// A quarter blown up to the size of a screenshot, and as it is sent.
void Bench::zoom(const QImage &picture)
{
    const QRect quarter(picture.width() / 4, picture.height() / 4, picture.width() / 2,
                        picture.height() / 2);
    for (const QImage &zoom : {picture.copy(quarter).scaled(picture.size(), Qt::KeepAspectRatio,
                                                            Qt::SmoothTransformation),
                               fitRegion(picture, quarter, picture.size())}) {
        std::printf("  zoom of a quarter as %4dx%d: %lld KiB, %d tokens\n", zoom.width(),
                    zoom.height(), static_cast<long long>(encodePng(zoom).size() / 1024),
                    (zoom.width() + 27) / 28 * ((zoom.height() + 27) / 28));
    }
}

void Bench::pictures()
{
    std::printf("\nA picture, grabbed and encoded            ours     reference    ratio\n");
    QByteArray file;
    const double before = cpuMs();
    const double ours = medianMs(
        kRuns, [&] { file = encodePng(QCoro::waitFor(m_display.capture(true, {})).value()); });
    const double busy = cpuMs() - before;
    const double bare = medianMs(kRuns, [&] { scrot(); });
    printRow(u"scrot"_s, ours, bare);
    const double scaled = medianMs(kRuns, [&] {
        scrot();
        convert();
        QFile result(path(u"scaled.png"_s));
        if (result.open(QIODevice::ReadOnly))
            result.readAll().toBase64();
    });
    printRow(u"scrot + convert -resize + base64"_s, ours, scaled);
    const QImage picture = QCoro::waitFor(m_display.capture(true, {})).value();
    printRow(u"the encoder alone: QImage's"_s, medianMs(kRuns, [&] { encodePng(picture); }),
             medianMs(kRuns, [&] {
                 QBuffer buffer;
                 buffer.open(QIODevice::WriteOnly);
                 picture.save(&buffer, "PNG");
             }));
    zoom(picture);
    SecretCover cover;
    cover.learn(picture, look(TypeText{u"hunter2-value"_s}).picture);
    printRow(u"a typed secret covered: encoding it"_s,
             medianMs(kRuns, [&] { cover.find(picture); }),
             medianMs(kRuns, [&] { encodePng(picture); }));
    look(PressKeys{u"ctrl+u"_s});
    const double grab =
        medianMs(kRuns, [&] { QCoro::waitFor(m_display.capture(true, {})).value(); });
    std::printf("  of ours, grabbing alone %.1f ms; CPU time %.1f ms (on a busy machine the "
                "figure to trust); file %lld KiB, scrot's %lld KiB\n",
                grab, busy / kRuns, static_cast<long long>(file.size() / 1024),
                static_cast<long long>(QFile(path(u"shot.png"_s)).size() / 1024));
}

void Bench::actAndSee()
{
    std::printf("\nClick, then see what came of it           ours     reference    ratio\n");
    const double ours =
        medianMs(kRuns, [&] { encodePng(look(Click{.at = QPoint(900, 500)}).picture); });
    const auto reference = [&](std::chrono::milliseconds sleep) {
        return [this, sleep] {
            xdotool(u"mousemove 900 500 click 1"_s);
            QThread::msleep(static_cast<unsigned long>(sleep.count()));
            scrot();
            convert();
        };
    };
    printRow(u"xdotool + scrot + convert, no sleep"_s, ours, medianMs(kRuns, reference(0ms)));
    printRow(u"xdotool + sleep 2 + scrot + convert"_s, ours,
             medianMs(kSleepingRuns, reference(2000ms)));
    const double act = medianMs(kRuns, [&] {
        const InputAction click = Click{.at = QPoint(900, 500)};
        QCoro::waitFor(m_display.perform(click, {}));
    });
    printRow(u"the click alone: xdotool"_s, act,
             medianMs(kRuns, [&] { xdotool(u"mousemove 900 500 click 1"_s); }));
}

/// How long the wait was, how it ended, and how much of the picture was still wrong.
void Bench::scenario(const char *name, const InputAction &action, const InputAction &after)
{
    const Look seen = look(action);
    QThread::msleep(2500);
    const QImage end = QCoro::waitFor(m_display.capture(true, {})).value();
    qint64 different = 0;
    for (int y = 0; y < end.height(); ++y) {
        for (int x = 0; x < end.width(); ++x)
            different += seen.picture.pixel(x, y) != end.pixel(x, y) ? 1 : 0;
    }
    const double part = 100.0 * static_cast<double>(different) / (end.width() * end.height());
    std::printf("  %-44s %6lld ms  %-8s %7.2f %% differs from the end\n", name,
                static_cast<long long>(seen.waited.count()), seen.settled ? "still" : "capped",
                part);
    std::fflush(stdout);
    look(after);
}

void Bench::settling()
{
    std::printf("\nWaiting until the screen is still (the reference always sleeps 2000 ms)\n");
    scenario("nothing happens", DoNothing{});
    scenario("click on a static window", Click{.at = QPoint(900, 500)});
    scenario("type in a terminal", TypeText{u"echo héllo"_s}, PressKeys{u"ctrl+u"_s});
    scenario("a listing of a thousand files", TypeText{u"ls -la /usr/bin\n"_s});
    scenario("output 0.3 s later (nobody can know)", TypeText{u"sleep 0.3; seq 99\n"_s});
    scenario("menu of the window manager",
             Click{.button = PointerButton::Right, .at = QPoint(1250, 600)},
             PressKeys{u"Escape"_s});
    scenario("a small spinner",
             TypeText{u"clear; for i in $(seq 40); do printf \"\\r$i\"; sleep 0.1; done\n"_s},
             PressKeys{u"ctrl+c"_s});
    scenario("a terminal that never stops scrolling",
             TypeText{u"while :; do ls -la /usr/bin; done\n"_s}, PressKeys{u"ctrl+c"_s});
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QString error;
    const auto server = TestXServer::start(&error);
    auto display = server
                       ? X11Display::connect(server->socketPath(), server->cookie(), systemClock())
                       : Result<std::unique_ptr<X11Display>>();
    if (!server || !display || !server->startWindowManager()) {
        std::printf("No screen: %s\n", qPrintable(error));
        return 1;
    }
    server->launch(u"xterm"_s, {u"-u8"_s, u"-geometry"_s, u"180x55+0+0"_s});
    QThread::msleep(1000);
    Bench bench(*server, **display);
    const InputAction focus = Click{.at = QPoint(900, 500)};
    QCoro::waitFor((*display)->performAndLook(focus, {}, {}));
    const InputAction fill = TypeText{u"ls -la --color /usr/bin | tail -50\n"_s};
    QCoro::waitFor((*display)->performAndLook(fill, {}, {}));
    bench.pictures();
    bench.actAndSee();
    bench.settling();
    return 0;
}
