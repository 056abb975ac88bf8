// What looking at a live desktop costs at rest: memory and CPU of the native window and of Chromium
// with the page, at the same session, of the same size.
#include "bench/process_cost.h"
#include "bench/window_stage.h"

#include <QCoreApplication>
#include <QThread>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr QSize kWindow(1280, 800);
constexpr QSize kScreen(1280, 860);
constexpr std::chrono::milliseconds kCalm(3000);
constexpr int kRounds = 3;
constexpr int kRest = 15; // seconds of each round

struct Cost
{
    double memory = 0;       ///< MiB, at the end
    QList<double> rest = {}; ///< parts of a core
};

void rest(QProcess *program, Cost &cost)
{
    const auto before = cpuOfFamily(program->processId());
    QThread::sleep(kRest);
    const auto after = cpuOfFamily(program->processId());
    cost.rest.append(double((after - before).count()) / 1e6 / kRest);
    cost.memory = memoryOfFamily(program->processId());
}

void still(WindowStage &stage)
{
    QElapsedTimer timer;
    timer.start();
    stage.eye().whenStill(timer, kCalm);
}

void print(const char *name, const Cost &ours, const Cost &theirs)
{
    std::printf("  %-30s %7.1f MiB %7.2f %% CPU, most %5.2f %% | Chromium %7.1f MiB %7.2f %% CPU |"
                " memory 1/%.1f, CPU 1/%.1f\n",
                name, ours.memory, 100 * at(ours.rest, 0.5), 100 * at(ours.rest, 1), theirs.memory,
                100 * at(theirs.rest, 0.5), theirs.memory / ours.memory,
                at(theirs.rest, 0.5) / at(ours.rest, 0.5));
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    WindowStage stage(kScreen);
    const QString session = stage.newSession(u"open terminal"_s);
    Cost wall;
    Cost desktop;
    Cost pageWall;
    Cost pageDesktop;
    for (int round = 0; round < kRounds; ++round) {
        QProcess *window = stage.openWindow(kWindow);
        still(stage);
        rest(window, wall);
        stage.hand({u"key"_s, u"alt+Down"_s});
        still(stage);
        rest(window, desktop);
        stage.end(window);
        QProcess *page = stage.startChromium(stage.link(), kWindow);
        still(stage);
        rest(page, pageWall);
        stage.end(page);
        page = stage.startChromium(stage.link() + u"#"_s + session, kWindow);
        still(stage);
        rest(page, pageDesktop);
        stage.end(page);
    }
    std::printf("At rest, %d times %d s each, load %.1f\n", kRounds, kRest, machineLoad());
    print("a session with its live desktop", desktop, pageDesktop);
    print("all desktops (one is live)", wall, pageWall);
    return 0;
}
