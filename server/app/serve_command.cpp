#include "app/serve_command.h"

#include "app/model_provider.h"
#include "app/complain.h"
#include "app/engine.h"
#include "app/server.h"
#include "app/service_manager.h"
#include "app/signals.h"
#include "core/log.h"
#include "core/wait.h"

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {
constexpr std::chrono::seconds kWebhookGrace{3};
}

QCoro::Task<int> serve(Config config)
{
    const ServiceManager manager;
    StopSignals stopSignals;
    Waiter stopped(systemClock());
    QObject::connect(&stopSignals, &StopSignals::received, &stopped, &Waiter::wake);

    auto engine = co_await Engine::start(std::move(config));
    if (!engine)
        co_return complain(engine.error());
    auto server = Server::start(**engine);
    if (!server)
        co_return complain(server.error());
    const QString notice = providerNotice((*engine)->config().model.provider);
    if (!notice.isEmpty())
        qCWarning(logApp).noquote() << notice;
    std::printf("Pilothouse is ready: %s\n", qPrintable((*server)->readyUrl()));
    for (const QString &url : (*server)->furtherUrls())
        std::printf("For %s\n", qPrintable(url));
    std::fflush(stdout);
    manager.tell("READY=1");

    Woken woken = Woken::Timeout;
    while (woken != Woken::Ready)
        woken = co_await stopped.wait(std::stop_token(), std::chrono::hours(1));
    qCInfo(logApp) << "stopping: runs are interrupted and can be resumed later";
    manager.tell("STOPPING=1");
    co_await (*engine)->snapshots().stop(); // some request may be waiting for one
    co_await (*server)->stop();
    co_await (*engine)->housekeeper().stop();
    if (Nodes *nodes = (*engine)->nodes())
        nodes->leaveDesktops();
    co_await (*engine)->closeDesktops();
    co_await (*engine)->webhooks().stop(kWebhookGrace);
    co_return 0;
}

} // namespace pilothouse
