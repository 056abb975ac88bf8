// The tools and resources that the protocol's suite asks for by their names, on our endpoint. Says
// its address, and ends with its standard input.
#include "access/credentials.h"
#include "core/wait.h"
#include "door/front_door.h"
#include "fixture_tasks.h"
#include "fixture_tools.h"
#include "mcp/mcp_routes.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    FixtureTasks works;
    McpServer server({.version = u"1"_s, .instructions = u"For tests."_s},
                     tellingFixtures() + askingFixtures() + works.tools(), fixtureResources(),
                     works.tasks(), systemClock());
    const Credentials credentials(ServerConfig(), "token", systemClock());
    TaskScope tasks;
    Router router;
    addMcpRoutes(router, server, credentials, tasks, systemClock());
    FrontDoor door({}, router, systemClock());
    if (!door.listen(QHostAddress(QHostAddress::LocalHost), 0))
        return 1;
    std::printf("http://127.0.0.1:%d/mcp\n", door.serverPort());
    std::fflush(stdout);
    const QSocketNotifier end(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&end, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    return QCoreApplication::exec();
}
