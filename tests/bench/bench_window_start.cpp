// From the start of the program to a screen that stays as it is: the native window with a server
// of its own, the window connecting to one, and Chromium with the page of that. Files are in the
// system's cache; what a first start ever makes once has been made.
#include "bench/process_cost.h"
#include "bench/window_stage.h"

#include <QCoreApplication>
#include <QDir>
#include <QThread>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRuns = 5;
constexpr QSize kWindow(1280, 800);
constexpr QSize kScreen(1280, 860);
constexpr std::chrono::milliseconds kCalm(1500);

struct Way
{
    const char *name;
    std::function<QProcess *()> start;
    QString shows; ///< name of its window then
    QList<double> times = {};
};

void measure(WindowStage &stage, Way &way, bool counts)
{
    QElapsedTimer timer;
    timer.start();
    stage.eye().whenStill(timer, kCalm); // the one before has gone
    const QImage empty = stage.eye().whole();
    timer.start();
    QProcess *program = way.start();
    const double still = stage.eye().whenStill(timer, kCalm, empty);
    stage.window(way.shows); // else what stood still was something else
    if (counts)
        way.times.append(still);
    stage.end(program);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    WindowStage stage(kScreen);
    const QString folder = stage.server().process.folder();
    qputenv("PILOTHOUSE_DATA_DIR", QFile::encodeName(folder + u"/own"_s));
    std::array ways = {Way{"the window with a server of its own",
                           [&] {
                               return stage.startWindow({u"--port"_s, u"0"_s});
                           },
                           u"All desktops"_s},
                       Way{"the window, connecting",
                           [&] {
                               return stage.startWindow({u"--connect"_s, stage.link()});
                           },
                           u"All desktops"_s},
                       Way{"Chromium with the page of a server",
                           [&] { return stage.startChromium(stage.link(), kWindow); },
                           u"Pilothouse"_s}};
    for (int run = 0; run <= kRuns; ++run)
        for (Way &way : ways)
            measure(stage, way, run > 0);
    std::printf("From the start to a screen that stays as it is, %d times each, load %.1f\n", kRuns,
                machineLoad());
    for (const Way &way : ways)
        std::printf("  %-44s %9.0f ms median %9.0f ms least %9.2f of Chromium\n", way.name,
                    at(way.times, 0.5), at(way.times, 0),
                    at(way.times, 0.5) / at(ways[2].times, 0.5));
    return 0;
}
