#include "app/mcp/mcp_command.h"

#include "access/access_token.h"
#include "access/origin_rules.h"
#include "access/web_origin.h"
#include "app/complain.h"
#include "app/config_defaults.h"
#include "app/engine.h"
#include "app/model_provider.h"
#include "app/server.h"
#include "app/signals.h"
#include "core/log.h"
#include "core/wait.h"
#include "mcp/stdio/remote_server.h"

#include <QUrl>

#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Until the program has closed its end, or somebody stops us.
QCoro::Task<> talk(StdioClient::Answer answer)
{
    StdioClient client(STDIN_FILENO, STDOUT_FILENO, std::move(answer));
    StopSignals stopSignals;
    Waiter ended(systemClock());
    bool isOver = false;
    const auto end = [&isOver, &ended] {
        isOver = true;
        ended.wake();
    };
    QObject::connect(&client, &StdioClient::ended, &ended, end);
    QObject::connect(&stopSignals, &StopSignals::received, &ended, end);
    while (!isOver)
        co_await ended.wait(std::stop_token(), std::chrono::hours(1));
    co_await client.stop(systemClock());
}

/// That of the configuration, or of the data folder where the server is one of this user.
QByteArray tokenFor(const QUrl &address, const Config &config)
{
    if (!config.server.token.isEmpty())
        return config.server.token.toUtf8();
    if (!isLoopbackName(hostName(address.host().toLatin1())))
        return {};
    return openAccessToken(config.store.dataDir).value_or(QByteArray());
}

QCoro::Task<int> passOn(QString connect, Config config)
{
    const QUrl address(connect, QUrl::StrictMode);
    if (!address.isValid() || address.host().isEmpty() || !address.scheme().startsWith("http"_L1))
        co_return complain({Errc::InvalidArgument,
                            u"--connect: say where the server is, http://127.0.0.1:8000."_s},
                           2);
    co_await talk(answerThere(address, tokenFor(address, config), systemClock()));
    co_return 0;
}

QCoro::Task<int> serveHere(Config config)
{
    // A client starts it wherever its user works: docs/decisions/0065.
    keepDatabaseWithData(config.store);
    if (config.server.port == ServerConfig().port) // that of a server that may be running
        config.server.port = 0;
    if (config.server.mcp.isEmpty())
        config.server.mcp = mcpSets();
    auto engine = co_await Engine::start(std::move(config));
    if (!engine && engine.error().code == Errc::Conflict)
        engine.error().message += u" Or use the server that does: pilothouse mcp --connect URL."_s;
    if (!engine)
        co_return complain(engine.error());
    auto server = Server::start(**engine);
    if (!server)
        co_return complain(server.error());
    const QString notice = providerNotice((*engine)->config().model.provider);
    if (!notice.isEmpty())
        qCWarning(logApp).noquote() << notice;
    std::fprintf(stderr, "Watch at %s\n", qPrintable((*server)->readyUrl()));
    const QUrl page((*server)->readyUrl());
    McpFace &face = *(*server)->mcp();
    co_await talk(answerHere(face.server(), page.scheme() + u"://"_s + page.authority()));
    co_await (*engine)->snapshots().stop(); // some request may be waiting for one
    co_await (*server)->stop();
    co_await (*engine)->housekeeper().stop();
    co_await (*engine)->closeDesktops();
    co_await (*engine)->webhooks().stop(std::chrono::seconds(3));
    co_return 0;
}

} // namespace

QCoro::Task<int> serveMcp(Invocation invocation)
{
    return invocation.connect.isEmpty() ? serveHere(std::move(invocation.config))
                                        : passOn(invocation.connect, std::move(invocation.config));
}

} // namespace pilothouse
