// What desktops cost that nobody uses: bench_idle [HOW MANY [OF THEM WITH FIREFOX]]. A server of
// its own, with that many sessions whose desktops are up and at rest; beside it, how fast it
// answers meanwhile.
#include "bench/process_cost.h"
#include "bench/rest_client.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThread>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kUsual = 20;
constexpr int kRestSeconds = 20;
constexpr int kRequests = 2000;

void measureAnswers(RestClient &client, const QUrl &session)
{
    QList<double> times;
    for (int i = 0; i < kRequests; ++i) {
        QElapsedTimer timer;
        timer.start();
        client.get(session);
        times.append(double(timer.nsecsElapsed()) / 1e6);
        QThread::msleep(5);
    }
    std::sort(times.begin(), times.end());
    std::printf("  GET of a session meanwhile: median %.2f, p99 %.2f, slowest %.2f ms\n",
                times[kRequests / 2], times[kRequests * 99 / 100], times.last());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int desktops = argc > 1 ? std::max(1, QByteArray(argv[1]).toInt()) : kUsual;
    const int browsers = argc > 2 ? QByteArray(argv[2]).toInt() : 0;
    MeasuredServer server;
    RestClient client;
    const QUrl sessions = startServing(
        server, {u"--provider"_s, u"demo"_s, u"--max-sessions"_s, QString::number(desktops)});
    QUrl last;
    for (int i = 0; i < desktops; ++i)
        last = restingSession(client, sessions, i < browsers ? u"open firefox"_s : u"screenshot"_s);
    QThread::sleep(3);
    // Without the server itself.
    const auto cpu = [&] { return cpuOfFamily(server.pid()) - server.cpu(); };
    const qint64 wakeUps = wakeUpsOfFamily(server.pid());
    const auto before = cpu();
    const auto serverBefore = server.cpu();
    QThread::sleep(kRestSeconds);
    const double used = double((cpu() - before).count()) / 1e6;
    const double served = double((server.cpu() - serverBefore).count()) / 1e6;
    const double memory = memoryOfFamily(server.pid()) - server.memory("Pss");
    std::printf("  %d desktops at rest, %d of them with Firefox: %.3f %% of a core, %.1f wake-ups "
                "a second and %.1f MiB PSS each; the server beside them %.2f %% of a core, load of "
                "the machine %.2f\n",
                desktops, browsers, 100 * used / kRestSeconds / desktops,
                double(wakeUpsOfFamily(server.pid()) - wakeUps) / kRestSeconds / desktops,
                memory / desktops, 100 * served / kRestSeconds, machineLoad());
    measureAnswers(client, last);
    return 0;
}
