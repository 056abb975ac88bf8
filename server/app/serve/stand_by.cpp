#include "app/serve/stand_by.h"

#include "access/security_fields.h"
#include "app/complain.h"
#include "core/log.h"
#include "core/wait.h"
#include "door/front_door.h"
#include "door/listen_addresses.h"
#include "door/tls_files.h"
#include "exchange/router.h"
#include "store/postgres/lease_watch.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QString kWhy = u"standing by: another server of Pilothouse has the journal"_s;
const HttpFields kLater{{"retry-after", "3"}};

class StandByDoor
{
    Q_DISABLE_COPY_MOVE(StandByDoor)
public:
    StandByDoor(const ServerConfig &config, const Clock &clock)
        : m_door(config.limits, m_router, clock)
    {
        m_door.commonFields = securityFields();
        m_door.proxies = TrustedProxies::from(config.trustedProxies).value();
        m_door.gate = [](const HttpHead &head, const QHostAddress &) {
            return head.path.startsWith("/health") ? Verdict::admit()
                                                   : Verdict::refuse(503, kWhy, kLater);
        };
        m_router.on("GET", "/health", [&clock](const ExchangePtr &e) {
            e->sendJson(200, {{u"now"_s, isoTime(clock.now())}, {u"status"_s, u"ok"_s}});
        });
        m_router.on("GET", "/health/live", [](const ExchangePtr &e) {
            e->sendJson(200, QJsonObject{{u"status"_s, u"ok"_s}});
        });
        m_router.on("GET", "/health/ready", [](const ExchangePtr &e) {
            e->sendJson(503, {{u"status"_s, u"not_ready"_s}, {u"reason"_s, kWhy}}, kLater);
        });
    }
    Result<> open(const ServerConfig &config)
    {
        if (!config.tlsCertificate.isEmpty()) {
            const auto tls = openTlsFiles(config);
            if (!tls)
                return failAt(u"--tls-cert, --tls-key"_s, tls.error());
            m_door.setTls(*tls);
        }
        return m_door.listen(listenAddresses(config.host), config.port);
    }
    quint16 port() const { return m_door.serverPort(); }

private:
    Router m_router;
    FrontDoor m_door;
};

// Stopped, or Ready: the journal may be taken over.
QCoro::Task<Woken> waitUntilLeft(StoreConfig config, std::stop_token stop)
{
    Waiter left(systemClock());
    const LeaseWatch watch(config, [&left] { left.wake(); });
    Woken woken = Woken::Timeout;
    while (woken == Woken::Timeout)
        woken = co_await left.wait(stop, std::chrono::hours(1));
    co_return woken;
}

} // namespace

QCoro::Task<Result<std::unique_ptr<Engine>>>
startInTurn(Config config, std::function<void(QString)> tell, std::stop_token stop)
{
    auto engine = co_await Engine::start(config);
    const auto location = parseDatabaseUrl(config.store.databaseUrl);
    if (engine || engine.error().code != Errc::Conflict || !location->postgres)
        co_return engine;
    StandByDoor door(config.server, systemClock());
    if (auto opened = door.open(config.server); !opened)
        co_return fail(opened.error());
    config.server.port = door.port();
    qCInfo(logApp).noquote() << engine.error().message;
    tell(u"standing by on port %1"_s.arg(door.port()));
    while (!engine && engine.error().code == Errc::Conflict) {
        const Woken woken = co_await waitUntilLeft(config.store, stop);
        if (woken == Woken::Stopped)
            co_return fail(Errc::Stopped, u"It was asked to end."_s);
        qCInfo(logApp) << "the journal is left: taking over";
        engine = co_await Engine::start(config);
    }
    co_return engine;
}

} // namespace pilothouse
