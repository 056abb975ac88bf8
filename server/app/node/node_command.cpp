#include "app/node/node_command.h"

#include "access/secret_file.h"
#include "access/web_origin.h"
#include "app/complain.h"
#include "app/serve/own_process.h"
#include "app/service_manager.h"
#include "app/signals.h"
#include "core/log.h"
#include "core/wait.h"
#include "node/node_server.h"
#include "remote/node_query.h"
#include "sandbox/runtime_folder.h"

#include <cstdio>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Named, or like a server's own: made on first use and kept with the data.
Result<QByteArray> tokenOf(const Config &config)
{
    if (!config.nodes.token.isEmpty() || !config.nodes.tokenFile.isEmpty())
        return nodeToken(config.nodes);
    const QString path = config.store.dataDir + u"/node-token"_s;
    std::printf("Its token is in %s\n", qPrintable(path));
    return openSecretFile(path, u"token of the node"_s);
}

/// Whoever reads along could use the desktops, and would see what is typed.
Result<> checkReach(const Config &config)
{
    const bool isLocal = isLoopbackName(hostName(config.server.host.toLatin1()));
    if (isLocal || !config.server.tlsCertificate.isEmpty() || config.nodes.plain)
        return {};
    return fail(
        Errc::InvalidArgument,
        u"--host %1 needs --tls-cert: a node is reached from other machines by TLS only. "
        "--node-plain does without, for networks where nobody else is."_s.arg(config.server.host));
}

} // namespace

QCoro::Task<int> serveNode(Config config)
{
    if (auto reach = checkReach(config); !reach)
        co_return complain(reach.error(), 2);
    const ServiceManager manager;
    StopSignals stopSignals;
    Waiter stopped(systemClock());
    QObject::connect(&stopSignals, &StopSignals::received, &stopped, &Waiter::wake);
    const Result<QByteArray> token = tokenOf(config);
    if (!token)
        co_return complain(failAt(u"--node-token-file"_s, token.error()).value());
    closeOwnProcess(config.desktop.sandbox);
    logSandbox(config.desktop.sandbox);
    if (const int swept = sweepOrphans(config.desktop); swept > 0)
        qCInfo(logApp) << "removed" << swept << "desktops that a crash had left";
    auto node = NodeServer::start(config, *token, systemClock());
    if (!node)
        co_return complain(node.error());
    std::printf("Pilothouse node is ready: %s\n", qPrintable((*node)->url()));
    std::fflush(stdout);
    manager.tell("READY=1");
    Woken woken = Woken::Timeout;
    while (woken != Woken::Ready)
        woken = co_await stopped.wait(std::stop_token(), std::chrono::hours(1));
    qCInfo(logApp) << "stopping: all desktops end";
    manager.tell("STOPPING=1");
    co_await (*node)->stop();
    co_return 0;
}

QCoro::Task<int> drainNode(Invocation invocation)
{
    NodeConfig wanted = invocation.config.nodes;
    wanted.urls = QStringList(invocation.node);
    const auto nodes = nodeAddresses(wanted);
    if (!nodes)
        co_return complain(failAt(u"node drain"_s, nodes.error()).value(), 2);
    QNetworkAccessManager network;
    const QByteArray method = invocation.undo ? "DELETE" : "POST";
    const auto answer = co_await askNode(network, systemClock(), nodes->constFirst(), method,
                                         u"/node/drain"_s, std::stop_token());
    const NodeReport report = nodeReport(nodes->constFirst(), answer);
    if (!report.trouble.isEmpty())
        co_return complain({Errc::Unavailable, reasonsOf(QList<NodeReport>(1, report))});
    std::printf("%s takes %s desktops; %d of %d are there.\n", qPrintable(report.node.name()),
                report.isDrained ? "no new" : "new", report.running, report.most);
    co_return 0;
}

} // namespace pilothouse
