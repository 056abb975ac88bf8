/// A stand-in for the server: opens one desktop, runs one line in it, says what came out, and
/// stays until its input ends or somebody kills it.
///   desktop_owner FOLDER MODE [LINE]
#include "desktop_fixture.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace pilothouse;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    QTextStream output(stdout);
    DesktopConfig config;
    config.runtimeDir = arguments.value(1) + u"/run"_s;
    config.homesDir = arguments.value(1) + u"/homes"_s;
    config.sandbox = sandboxModeFrom(arguments.value(2)).value_or(SandboxMode::Auto);
    config.startTimeout = std::chrono::seconds(60);
    const auto desktop = QCoro::waitFor(Desktop::open({randomUuid()}, config, systemClock(), {}));
    if (!desktop) {
        output << desktop.error().message << u" "_s << desktop.error().detail << Qt::endl;
        return 1;
    }
    const Outcome line = runInside((*desktop)->sandbox(), arguments.value(3, u"true"_s));
    output << u"mode="_s << name((*desktop)->sandbox().mode()) << u" code="_s << line.code
           << u" output="_s << line.output << line.complaints << Qt::endl;
    QTextStream input(stdin);
    input.readLine();
}
