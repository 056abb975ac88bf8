#include "app/serve_command.h"

#include "app/complain.h"
#include "app/model_provider.h"
#include "app/serve/stand_by.h"
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

void tellReady(const Server &server, const ServiceManager &manager)
{
    std::printf("Pilothouse is ready: %s\n", qPrintable(server.readyUrl()));
    for (const QString &url : server.furtherUrls())
        std::printf("For %s\n", qPrintable(url));
    std::fflush(stdout);
    manager.tell("READY=1\nSTATUS=");
}

// For a service manager that is as good as ready: it would not wait for ever.
void tellStandBy(const QString &what, const ServiceManager &manager)
{
    std::printf("Pilothouse is %s\n", qPrintable(what));
    std::fflush(stdout);
    manager.tell("READY=1\nSTATUS=" + what.toUtf8());
}

// Ready: the journal was lost to another server. Stopped: asked to.
QCoro::Task<Woken> serveUntilTheEnd(Engine &engine, std::stop_token stop)
{
    Waiter lost(systemClock());
    engine.whenJournalLost([&lost] { lost.wake(); });
    Woken woken = Woken::Timeout;
    while (woken == Woken::Timeout)
        woken = co_await lost.wait(stop, std::chrono::hours(1));
    engine.whenJournalLost({});
    co_return woken;
}

QCoro::Task<> close(Engine &engine, Server &server)
{
    co_await engine.snapshots().stop(); // some request may be waiting for one
    co_await server.stop();
    co_await engine.housekeeper().stop();
    if (Nodes *nodes = engine.nodes())
        nodes->leaveDesktops();
    co_await engine.closeDesktops();
    co_await engine.webhooks().stop(kWebhookGrace);
}

} // namespace

QCoro::Task<int> serve(Config config)
{
    const ServiceManager manager;
    StopSignals stopSignals;
    std::stop_source ending;
    QObject::connect(&stopSignals, &StopSignals::received, &stopSignals,
                     [&ending] { ending.request_stop(); });
    const auto standsBy = [&manager](const QString &what) { tellStandBy(what, manager); };

    auto engine = co_await startInTurn(std::move(config), standsBy, ending.get_token());
    if (!engine)
        co_return engine.error().code == Errc::Stopped ? 0 : complain(engine.error());
    auto server = Server::start(**engine);
    if (!server)
        co_return complain(server.error());
    const QString notice = providerNotice((*engine)->config().model.provider);
    if (!notice.isEmpty())
        qCWarning(logApp).noquote() << notice;
    tellReady(**server, manager);

    const Woken woken = co_await serveUntilTheEnd(**engine, ending.get_token());
    const bool isLost = woken == Woken::Ready;
    if (isLost)
        complain({Errc::Conflict, u"Another server of Pilothouse has taken the journal over: this "
                                  "one stores nothing any more and ends."_s});
    else
        qCInfo(logApp) << "stopping: runs are interrupted and can be resumed later";
    manager.tell("STOPPING=1");
    co_await close(**engine, **server);
    co_return isLost ? 1 : 0;
}

} // namespace pilothouse
