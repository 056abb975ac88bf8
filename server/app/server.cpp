#include "app/server.h"

#include "app/complain.h"
#include "app/node/node_telling.h"
#include "access/access_token.h"
#include "access/security_fields.h"
#include "core/log.h"
#include "core/wait.h"
#include "door/listen_addresses.h"
#include "door/tls_files.h"
#include "http/api.h"
#include "mcp/mcp_routes.h"
#include "model/model_list.h"
#include "sandbox/limits/resource_limits.h"
#include "sandbox/sandbox_choice.h"
#include "vnc/vnc_socket.h"
#include "ws/event_socket.h"
#include "ws/list_socket.h"

#include <QWebSocket>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kGrace = 3s; // for answers that have begun

QString sandboxInUse(const DesktopConfig &desktop)
{
    const auto mode = chooseSandbox(desktop.sandbox, sandboxReport());
    return mode ? name(*mode) : u"unavailable"_s;
}

QString networkInUse(const DesktopConfig &desktop)
{
    const auto mode = chooseSandbox(desktop.sandbox, sandboxReport());
    return mode && ownsNetwork(*mode) ? u"own"_s : u"shared"_s;
}

} // namespace

Result<std::unique_ptr<Server>> Server::start(Engine &engine)
{
    const Config &config = engine.config();
    const auto token = openAccessToken(config.store.dataDir, config.server.token);
    if (!token)
        return fail(token.error());
    std::unique_ptr<Server> server(new Server(engine, *token));
    if (auto opened = server->openLinks(); !opened)
        return fail(opened.error());
    server->addRoutes();
    server->addGptme();
    server->addOpenAi();
    server->addSockets();
    server->addMcp();
    if (auto listening = server->listen(); !listening)
        return fail(listening.error());
    engine.housekeeper().start();
    server->followChatModels();
    engine.webhooks().start(server->urlOf(*server->m_doors.front(), {}));
    return server;
}

Server::Server(Engine &engine, const QByteArray &token)
    : m_engine(engine), m_token(token),
      m_credentials(engine.config().server, token, engine.clock()),
      m_access(engine.config().server, m_credentials), m_pace(engine.clock())
{
}

Server::~Server() = default;

Result<> Server::openLinks()
{
    const Config &config = m_engine.config();
    if (!config.server.shareLinks)
        return {};
    auto key = openShareKey(config.store.dataDir, m_token);
    if (!key)
        return fail(key.error());
    m_links = std::make_unique<ShareLinks>(*std::move(key), m_engine.shares(), m_engine.clock());
    return {};
}

Result<> Server::listen()
{
    const ServerConfig &config = m_engine.config().server;
    if (auto main = open(config.port, {}); !main)
        return main;
    const std::initializer_list<std::pair<std::optional<quint16>, QByteArray>> pages{
        {config.chatPort, "./chat"},
        {config.computerPort, "./computer"},
        {config.vncPort, "./vnc.html"},
        {config.gptmePort, "./api/v2"}};
    for (const auto &[port, landing] : pages)
        if (port)
            if (auto further = open(*port, landing); !further)
                return further;
    return {};
}

/// One more port. `landing` is where "/" leads, relative to it; empty: as the routes have it.
Result<> Server::open(quint16 port, const QByteArray &landing)
{
    const ServerConfig &config = m_engine.config().server;
    auto door = std::make_unique<FrontDoor>(config.limits, m_router, m_engine.clock());
    door->commonFields = securityFields();
    door->proxies = TrustedProxies::from(config.trustedProxies).value();
    door->gate = [this, landing](const HttpHead &head, const QHostAddress &peer) {
        Verdict verdict = m_access.check(head, peer);
        if (verdict.refusal == 0 && head.path == "/" && !landing.isEmpty())
            return Verdict::refuse(303, {}, {{"location", landing}});
        return verdict;
    };
    door->setSubprotocols({u"binary"_s, u"pilothouse"_s});
    if (!config.tlsCertificate.isEmpty()) {
        const auto tls = openTlsFiles(config);
        if (!tls)
            return failAt(u"--tls-cert, --tls-key"_s, tls.error());
        door->setTls(*tls);
    }
    if (auto listening = door->listen(listenAddresses(config.host), port); !listening)
        return listening;
    if (!landing.isEmpty())
        qCInfo(logHttp).noquote() << "Port" << door->serverPort() << "opens" << landing;
    m_doors.push_back(std::move(door));
    m_landings.append(landing);
    return {};
}

int Server::openSockets() const
{
    int sum = 0;
    for (const auto &door : m_doors)
        sum += door->openSockets();
    return sum;
}

ApiParts Server::apiParts()
{
    return {.actions = m_engine.actions(),
            .templates = m_engine.templates(),
            .desks = m_engine.desks(),
            .sessions = m_engine.sessions(),
            .registry = m_engine.registry(),
            .journal = m_engine.journal(),
            .blobs = m_engine.blobs(),
            .audit = m_engine.audit(),
            .search = m_engine.search(),
            .push = m_engine.push(),
            .shares = m_engine.shares(),
            .links = m_links.get(),
            .feed = m_engine.feed(),
            .pace = m_pace,
            .clock = m_engine.clock(),
            .tasks = m_tasks,
            .options = [this](const SessionOverrides &o) { return m_engine.options(o); },
            .misfits = [this](const SessionOptions &o) { return m_engine.misfits(o); },
            .changed =
                [this](const SessionOptions &now, const SessionOverrides &wishes) {
                    return changedOptions(now, m_engine.models(), wishes);
                },
            .changeMisfits =
                [this](const SessionOptions &now, const SessionOptions &wanted) {
                    return m_engine.misfits(now, wanted);
                }};
}

void Server::addRoutes()
{
    const ServerState state{
        .version = QStringLiteral(PILOTHOUSE_VERSION),
        .provider = name(m_engine.config().model.provider),
        .sandbox = sandboxInUse(m_engine.config().desktop),
        .network = networkInUse(m_engine.config().desktop),
        .limits = ResourceLimits::method(),
        .nodes = nodeTelling(m_engine.nodes()),
        .models =
            [this] { return modelListJson(m_engine.models(), m_engine.config().model.model); },
        .openSockets = [this] { return openSockets(); },
        .whyNotReady = [this] { return m_stopping ? u"The server is stopping."_s : QString(); }};
    addAllRoutes(m_router, m_credentials, apiParts(), state);
}

void Server::addMcp()
{
    if (m_engine.config().server.mcp.isEmpty())
        return;
    m_mcp = std::make_unique<McpFace>(m_engine);
    addMcpRoutes(m_router, m_mcp->server(), m_credentials, m_tasks, m_engine.clock());
}

void Server::addSockets()
{
    m_router.onUpgrade("/sessions/ws", [this](QWebSocket *socket, const Upgrade &upgrade) {
        showList(std::unique_ptr<QWebSocket>(socket), upgrade);
    });
    m_router.onUpgrade("/sessions/<arg>/ws", [this](QWebSocket *socket, const Upgrade &upgrade) {
        showEvents(std::unique_ptr<QWebSocket>(socket), upgrade);
    });
    m_router.onUpgrade("/sessions/<arg>/vnc", [this](QWebSocket *socket, const Upgrade &upgrade) {
        showDesktop(std::unique_ptr<QWebSocket>(socket), upgrade);
    });
}

std::function<bool()> Server::mayStay(const Upgrade &viewer)
{
    return [this, viewer] { return m_credentials.mayStay(viewer.principal, viewer.head); };
}

void Server::showList(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade)
{
    const ListSocket::Parts parts{.feed = m_engine.feed(),
                                  .registry = m_engine.registry(),
                                  .clock = m_engine.clock(),
                                  .life = {.mayStay = mayStay(upgrade)}};
    ListSocket *viewer = ListSocket::serve(std::move(socket), parts);
    QObject::connect(&m_credentials, &Credentials::loggedOut, &viewer->life(),
                     &ViewerLife::checkRight);
}

void Server::showEvents(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade)
{
    const EventSocket::Parts parts{.feed = m_engine.feed(),
                                   .journal = m_engine.journal(),
                                   .sessions = m_engine.sessions(),
                                   .actions = m_engine.actions(),
                                   .clock = m_engine.clock(),
                                   .frames = m_frames,
                                   .pace = m_pace,
                                   .life = {.mayStay = mayStay(upgrade)}};
    EventSocket *viewer =
        EventSocket::serve(std::move(socket), upgrade, QString::fromUtf8(upgrade.principal), parts);
    if (viewer != nullptr)
        QObject::connect(&m_credentials, &Credentials::loggedOut, &viewer->life(),
                         &ViewerLife::checkRight);
}

void Server::showDesktop(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade)
{
    const VncSocket::Parts parts{.registry = m_engine.registry(),
                                 .sessions = m_engine.sessions(),
                                 .clock = m_engine.clock(),
                                 .life = {.mayStay = mayStay(upgrade)}};
    VncSocket *viewer = VncSocket::serve(std::move(socket), upgrade, parts);
    if (viewer != nullptr)
        QObject::connect(&m_credentials, &Credentials::loggedOut, &viewer->life(),
                         &ViewerLife::checkRight);
}

QCoro::Task<> Server::stop()
{
    m_stopping = true;
    Waiter drained(m_engine.clock());
    size_t left = m_doors.size();
    for (const auto &door : m_doors) {
        QObject::connect(door.get(), &FrontDoor::drained, &drained, [&drained, &left] {
            if (--left == 0)
                drained.wake();
        });
        door->drain(kGrace);
    }
    co_await drained.wait(std::stop_token(), kGrace + 1s);
    m_tasks.stop();
    co_await m_tasks.allEnded(m_engine.clock());
}

} // namespace pilothouse
