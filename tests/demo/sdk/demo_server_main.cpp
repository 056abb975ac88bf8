#include "demo/demo_server.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

/// The demo model as a process of its own, for clients that are not ours: prints where it listens
/// and its key as one line of JSON, and ends when its standard input does.
int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const auto server = pilothouse::DemoModelServer::listen(pilothouse::systemClock(),
                                                            std::chrono::milliseconds(50));
    if (!server)
        return 1;
    const QByteArray line = R"({"baseURL":")" + (*server)->baseUrl().toLatin1() +
                            R"(","apiKey":")" + (*server)->apiKey().toLatin1() + "\"}\n";
    std::fputs(line.constData(), stdout);
    std::fflush(stdout);

    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [] {
        char byte = 0;
        if (read(STDIN_FILENO, &byte, 1) <= 0)
            QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
