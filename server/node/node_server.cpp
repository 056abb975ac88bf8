#include "node/node_server.h"

#include "core/log.h"
#include "core/wait.h"
#include "door/listen_addresses.h"
#include "door/tls_files.h"
#include "exchange/error_answer.h"
#include "node/home_route.h"
#include "node/screen_pipe.h"
#include "sandbox/session_home.h"

#include <QCoroFuture>
#include <QFileInfo>
#include <QThread>
#include <QtConcurrentRun>

#include <cstdlib>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kGrace = 3s;
constexpr qsizetype kMostFences = 100'000;

Error takenOver()
{
    return {Errc::Conflict, u"A newer server has taken this desktop over."_s};
}

double loadHere()
{
    double load = 0;
    ::getloadavg(&load, 1);
    return load / std::max(1, QThread::idealThreadCount());
}

} // namespace

Result<std::unique_ptr<NodeServer>> NodeServer::start(const Config &config, const QByteArray &token,
                                                      const Clock &clock)
{
    std::unique_ptr<NodeServer> node(new NodeServer(config, token, clock));
    node->addRoutes();
    if (auto listening = node->listen(); !listening)
        return fail(listening.error());
    return node;
}

NodeServer::NodeServer(const Config &config, const QByteArray &token, const Clock &clock)
    : m_config(config), m_clock(clock), m_gate(config.server, token, clock),
      m_door(nodeLimits(config), m_router, clock)
{
}

NodeServer::~NodeServer() = default;

Result<> NodeServer::listen()
{
    m_door.gate = [this](const HttpHead &head, const QHostAddress &peer) {
        return m_gate.check(head, peer);
    };
    if (!m_config.server.tlsCertificate.isEmpty()) {
        const auto tls = openTlsFiles(m_config.server);
        if (!tls)
            return fail(tls.error());
        m_door.setTls(*tls);
    }
    return m_door.listen(listenAddresses(m_config.server.host), m_config.server.port);
}

QString NodeServer::url() const
{
    const QString scheme = m_config.server.tlsCertificate.isEmpty() ? u"http"_s : u"https"_s;
    const QString host = m_config.server.host;
    return u"%1://%2:%3"_s.arg(scheme, host.contains(u':') ? u'[' + host + u']' : host)
        .arg(m_door.serverPort());
}

void NodeServer::addRoutes()
{
    for (const char *path : {"/health", "/health/live", "/health/ready"})
        m_router.on("GET", path, [](const ExchangePtr &exchange) {
            exchange->sendJson(200, QJsonObject{{u"status"_s, u"ok"_s}});
        });
    m_router.on("GET", "/node", [this](const ExchangePtr &exchange) { tellOf(exchange); });
    m_router.on("POST", "/node/drain",
                [this](const ExchangePtr &exchange) { setDrained(true, exchange); });
    m_router.on("DELETE", "/node/drain",
                [this](const ExchangePtr &exchange) { setDrained(false, exchange); });
    m_router.on("DELETE", "/desktops/<arg>", [this](const ExchangePtr &exchange) {
        m_tasks.launch([this, exchange](std::stop_token) { return remove(exchange); });
    });
    const HomeAdmission admitted = [this](SessionId session, qint64 fence, std::stop_token stop) {
        return admitToFiles(std::move(session), fence, std::move(stop));
    };
    addHomeRoute(m_router, m_tasks, m_config.desktop, admitted);
    m_router.onUpgrade("/desktops/<arg>/link", [this](QWebSocket *socket, const Upgrade &upgrade) {
        welcome(std::unique_ptr<QWebSocket>(socket), upgrade);
    });
    m_router.onUpgrade("/desktops/<arg>/screen",
                       [this](QWebSocket *socket, const Upgrade &upgrade) {
                           showScreen(std::unique_ptr<QWebSocket>(socket), upgrade);
                       });
}

NodeState NodeServer::state() const
{
    return {.running = static_cast<int>(m_desks.size()),
            .most = m_config.agent.maxSessions,
            .load = loadHere(),
            .isDrained = m_isDrained};
}

/// With ?session=ID also whether its desktop is here, and when its files were last used.
void NodeServer::tellOf(const ExchangePtr &exchange) const
{
    const NodeState now = state();
    QJsonObject json{
        {u"wire"_s, kWireVersion},   {u"version"_s, QStringLiteral(PILOTHOUSE_VERSION)},
        {u"running"_s, now.running}, {u"most"_s, now.most},
        {u"load"_s, now.load},       {u"drained"_s, now.isDrained}};
    const auto session = sessionIdFrom(exchange->queryValue(u"session").value_or(QString()));
    if (session) {
        const NodeDesk *desk = find(*session);
        const QFileInfo home(m_config.desktop.homesDir + u'/' + session->value);
        json.insert(u"desktop"_s, desk != nullptr && desk->isAlive());
        json.insert(u"home"_s, home.exists() ? isoTime(home.lastModified()) : QString());
    } else {
        QJsonArray desktops;
        for (const auto &[id, desk] : m_desks)
            if (desk->isAlive())
                desktops.append(id.value);
        json.insert(u"desktops"_s, desktops);
    }
    exchange->sendJson(200, json);
}

void NodeServer::setDrained(bool isDrained, const ExchangePtr &exchange)
{
    m_isDrained = isDrained;
    qCInfo(logApp) << (isDrained ? "drained: no new desktops" : "takes new desktops again");
    tellOf(exchange);
}

void NodeServer::welcome(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade)
{
    auto *link = new NodeLink(std::move(socket), m_clock);
    link->setParent(this);
    const QString session = upgrade.arguments.value(0);
    connect(link, &NodeLink::closed, link, &QObject::deleteLater);
    connect(link, &NodeLink::received, this, [this, link, session](const ToNode &message) {
        link->disconnect(this);
        link->disconnect(link);
        std::unique_ptr<NodeLink> owned(link);
        owned->setParent(nullptr);
        const auto *hello = std::get_if<Hello>(&message);
        if (hello == nullptr || hello->plan.session.value != session) {
            link->refuse({Errc::InvalidArgument, u"A link begins with hello for its session."_s});
            owned.release()->deleteLater();
            return;
        }
        auto shared = std::make_shared<std::unique_ptr<NodeLink>>(std::move(owned));
        m_tasks.launch([this, shared, told = *hello](std::stop_token stop) {
            return admit(std::move(*shared), told, stop);
        });
    });
}

QCoro::Task<> NodeServer::admit(std::unique_ptr<NodeLink> link, Hello hello, std::stop_token stop)
{
    co_await untilClosed(hello.plan.session, stop);
    const Result<NodeDesk *> desk = deskFor(hello);
    if (!desk) {
        link->refuse(desk.error());
        link.release()->deleteLater();
        co_return;
    }
    (*desk)->attach(std::move(link), hello);
}

QCoro::Task<> NodeServer::untilClosed(SessionId session, std::stop_token stop)
{
    Waiter waiter(m_clock);
    connect(this, &NodeServer::closed, &waiter, &Waiter::wake);
    while (m_closing.contains(session) && !stop.stop_requested())
        co_await waiter.wait(stop, 1s);
}

QCoro::Task<Result<>> NodeServer::admitToFiles(SessionId session, qint64 fence,
                                               std::stop_token stop)
{
    co_await untilClosed(session, std::move(stop));
    if (fence < m_fences.value(session))
        co_return fail(takenOver());
    co_return Result<>();
}

/// The one that is there, or a new one for it to start in.
Result<NodeDesk *> NodeServer::deskFor(const Hello &hello)
{
    const SessionId session = hello.plan.session;
    if (hello.fence < m_fences.value(session))
        return fail(takenOver());
    if (m_fences.size() > kMostFences) // of sessions that are long gone
        m_fences.removeIf([this](const auto &each) { return !m_desks.contains(each.key()); });
    m_fences.insert(session, hello.fence);
    if (NodeDesk *desk = find(session))
        return desk;
    if (hello.onlyThere)
        return fail(Errc::NotFound, u"The node has no desktop of this session."_s);
    if (m_isDrained)
        return fail(Errc::Unavailable, u"This node is drained: it takes no new desktops."_s);
    if (static_cast<int>(m_desks.size()) >= m_config.agent.maxSessions)
        return fail(Errc::Unavailable,
                    u"All %1 desktops of this node are in use."_s.arg(m_config.agent.maxSessions));
    auto made = std::make_unique<NodeDesk>(NodeDesk::Parts{m_config.desktop, m_clock});
    connect(made.get(), &NodeDesk::over, this, [this, session] {
        m_tasks.launch([this, session](std::stop_token) { return close(session); });
    });
    return m_desks.emplace(session, std::move(made)).first->second.get();
}

void NodeServer::showScreen(std::unique_ptr<QWebSocket> socket, const Upgrade &upgrade)
{
    NodeDesk *desk = find(SessionId{upgrade.arguments.value(0)});
    const qint64 fence = upgrade.head.queryValue(u"fence").value_or(QString()).toLongLong();
    if (desk == nullptr || desk->rfb().socket.isEmpty())
        return turnAway(std::move(socket), CloseCode::NoDesktop, u"no desktop is here"_s);
    if (fence != desk->fence())
        return turnAway(std::move(socket), CloseCode::NotAllowed, u"another server has it"_s);
    auto *pipe = new ScreenPipe(std::move(socket), desk->rfb(), m_clock);
    pipe->setParent(this);
    connect(desk, &NodeDesk::takenOver, pipe, &ScreenPipe::close);
    connect(desk, &NodeDesk::over, pipe, &ScreenPipe::close);
}

NodeDesk *NodeServer::find(const SessionId &session) const
{
    const auto known = m_desks.find(session);
    return known == m_desks.end() ? nullptr : known->second.get();
}

QCoro::Task<> NodeServer::close(SessionId session)
{
    const auto known = m_desks.find(session);
    if (known == m_desks.end())
        co_return;
    std::unique_ptr<NodeDesk> desk = std::move(known->second);
    m_desks.erase(known);
    m_closing.insert(session);
    co_await desk->end();
    desk.release()->deleteLater(); // it may be telling that it is over
    m_closing.remove(session);
    emit closed();
}

QCoro::Task<> NodeServer::remove(ExchangePtr exchange)
{
    const auto session = sessionIdFrom(exchange->argument(0));
    const qint64 fence = exchange->queryValue(u"fence").value_or(QString()).toLongLong();
    if (!session) {
        exchange->fail(404, u"No session has such an id."_s);
        co_return;
    }
    if (fence < m_fences.value(*session)) {
        answerError(*exchange, takenOver());
        co_return;
    }
    co_await close(*session);
    m_closing.insert(*session); // nobody gets a desktop in a home that goes away
    const DesktopConfig desktop = m_config.desktop;
    const Result<> removed = co_await QtConcurrent::run(removeHome, desktop, *session);
    m_closing.remove(*session);
    emit closed();
    if (removed)
        exchange->send(204, {}, {});
    else
        answerError(*exchange, removed.error());
}

QCoro::Task<> NodeServer::stop()
{
    m_door.stopListening();
    while (!m_desks.empty())
        co_await close(m_desks.begin()->first);
    Waiter drained(m_clock);
    connect(&m_door, &FrontDoor::drained, &drained, &Waiter::wake);
    m_door.drain(kGrace);
    co_await drained.wait(std::stop_token(), kGrace + 1s);
    m_tasks.stop();
    co_await m_tasks.allEnded(m_clock);
}

} // namespace pilothouse

#include "moc_node_server.cpp"
