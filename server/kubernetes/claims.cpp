#include "kubernetes/claims.h"

#include "core/log.h"
#include "core/wait.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRenewals = 3;                         // in the time of a lease
constexpr std::chrono::milliseconds kListTime = 20s; // of the first list
const QString kCertificateName = u"pilothouse-node"_s;

/// Pods are reached by address, and believed by the certificate that the pool has.
Result<NodeAddress> nodeOf(const NodeConfig &config)
{
    const Result<QByteArray> token = nodeToken(config);
    if (!token)
        return fail(token.error());
    NodeAddress node{.token = *token};
    node.url.setScheme(config.plain ? u"http"_s : u"https"_s);
    node.url.setPort(kNodePort);
    if (config.plain)
        return node;
    if (config.authority.isEmpty())
        return fail(Errc::InvalidArgument,
                    u"name the file of who signed the pool's certificate, or pods would be "
                    "believed whoever they are"_s);
    const Result<QSslConfiguration> tls = nodeTls(config);
    if (!tls)
        return fail(tls.error());
    node.tls = *tls;
    node.certificateName =
        config.certificateName.isEmpty() ? kCertificateName : config.certificateName;
    return node;
}

} // namespace

Result<std::unique_ptr<NodePlaces>> Claims::open(const Config &config, const Clock &clock)
{
    const Result<ClusterAccess> access = clusterAccess(config.kubernetes);
    if (!access)
        return fail(access.error());
    const Result<NodeAddress> node = nodeOf(config.nodes);
    if (!node)
        return fail(node.error());
    const Settings settings{.cluster = config.kubernetes, .node = *node};
    return std::unique_ptr<NodePlaces>(new Claims(*access, settings, clock));
}

Claims::Claims(ClusterAccess access, Settings settings, const Clock &clock)
    : m_settings(std::move(settings)), m_clock(clock), m_client(std::move(access), clock),
      m_watch(m_client), m_renewal(clock)
{
    m_watch.start();
    connect(&m_renewal, &Alarm::rang, this,
            [this] { m_tasks.launch([this](std::stop_token stop) { return renewAll(stop); }); });
    m_renewal.startEvery(std::chrono::milliseconds(m_settings.cluster.lease) / kRenewals);
}

Claims::~Claims() = default;

NodeAddress Claims::nodeAt(const QString &address) const
{
    NodeAddress node = m_settings.node;
    node.url.setHost(address);
    return node;
}

QDateTime Claims::leaseEnd() const
{
    return m_clock.now().addSecs(m_settings.cluster.lease.count());
}

QCoro::Task<Result<QJsonObject>> Claims::ask(QByteArray method, QString target, QJsonObject body,
                                             std::stop_token stop)
{
    KubeRequest request{.method = method, .target = target};
    if (!body.isEmpty())
        request.body = body;
    const Result<QJsonObject> answer = co_await m_client.ask(request, stop);
    co_return answer;
}

QCoro::Task<QList<NodePlaces::Found>> Claims::found()
{
    QList<Found> found;
    const Result<> listed = co_await m_watch.listed(kListTime, std::stop_token());
    if (!listed) {
        qCWarning(logAgent).noquote() << u"Desktops that are there:"_s << listed.error().message;
        co_return found;
    }
    for (const QJsonObject &claim : m_watch.claims()) {
        const QString name = claim.value("metadata"_L1).toObject().value("name"_L1).toString();
        const ClaimState state = claimState(claim);
        const auto session = sessionOfClaim(name);
        if (session && state.stage == ClaimState::Stage::Ready)
            found.append({*session, nodeAt(state.address)});
    }
    co_return found;
}

// A pod is not woken for its files: that takes minutes, and somebody's machine.
QCoro::Task<Result<HomeNode>> Claims::homeOf(SessionId session, std::stop_token)
{
    const QJsonObject known = m_watch.claim(claimName(session));
    const ClaimState state = known.isEmpty() ? ClaimState() : claimState(known);
    if (state.stage != ClaimState::Stage::Ready)
        co_return fail(Errc::Unavailable, u"Files of this session can be brought and fetched while "
                                          "its pod runs: the next message starts it."_s);
    co_return HomeNode{.node = nodeAt(state.address)};
}

QCoro::Task<QList<NodeReport>> Claims::reports(std::stop_token)
{
    co_return QList<NodeReport>();
}

void Claims::hold(const SessionId &session)
{
    m_held.insert(session);
    m_tasks.launch([this, session](std::stop_token stop) { return renew(session, stop); });
}

/// What is wanted goes on to be wanted for a lease.
QCoro::Task<> Claims::renewAll(std::stop_token stop)
{
    const QSet<SessionId> held = m_held;
    for (const SessionId &session : held)
        if (m_held.contains(session) && !stop.stop_requested())
            co_await renew(session, stop);
}

QCoro::Task<> Claims::renew(SessionId session, std::stop_token stop)
{
    const QString target = claimsPath(m_client.space(), claimName(session));
    const Result<QJsonObject> renewed =
        co_await ask("PATCH", target, lifetimePatch(leaseEnd()), stop);
    if (!renewed && renewed.error().code != Errc::Stopped)
        qCWarning(logAgent).noquote() << u"The claim of session %1 is not renewed. %2"_s.arg(
            session.value, renewed.error().message);
}

void Claims::release(const SessionId &session)
{
    if (!m_held.remove(session) && m_leaving.contains(session))
        return;
    ++m_leaving[session];
    const bool keeps = m_settings.cluster.keep.count() > 0;
    m_tasks.launch([this, session, keeps](std::stop_token) { return letGo(session, keeps); });
}

QCoro::Task<> Claims::letGo(SessionId session, bool keeps)
{
    Result<> done;
    if (keeps)
        done = co_await rest(session);
    if (!keeps || (!done && done.error().code == Errc::Unsupported))
        done = co_await remove(session);
    if (!done) // its lease ends it
        qCWarning(logAgent).noquote() << u"The claim of session %1 is left to its end. %2"_s.arg(
            session.value, done.error().message);
    if (--m_leaving[session] == 0)
        m_leaving.erase(session);
    emit leftOne();
}

/// Without a pod, its volume is kept for a while.
QCoro::Task<Result<>> Claims::rest(SessionId session)
{
    const QString target = claimsPath(m_client.space(), claimName(session));
    const Result<QJsonObject> claim = co_await ask("GET", target, QJsonObject(), std::stop_token());
    if (!claim && claim.error().code == Errc::NotFound)
        co_return Result<>();
    if (!claim)
        co_return fail(claim.error());
    const ClaimState state = claimState(*claim);
    if (state.sandbox.isEmpty()) // it never had a pod
        co_return fail(Errc::Unsupported, QString());
    const Result<QJsonObject> rests =
        co_await ask("PATCH", sandboxPath(m_client.space(), state.sandbox), operatingPatch(false),
                     std::stop_token());
    if (!rests)
        co_return fail(rests.error());
    const QDateTime end = m_clock.now().addSecs(m_settings.cluster.keep.count());
    const Result<QJsonObject> kept =
        co_await ask("PATCH", target, lifetimePatch(end), std::stop_token());
    if (!kept)
        co_return fail(kept.error());
    co_return Result<>();
}

QCoro::Task<Result<>> Claims::remove(SessionId session)
{
    const QString target = claimsPath(m_client.space(), claimName(session));
    const Result<QJsonObject> removed =
        co_await ask("DELETE", target, QJsonObject(), std::stop_token());
    if (!removed && removed.error().code != Errc::NotFound)
        co_return fail(removed.error());
    co_return Result<>();
}

QCoro::Task<Result<>> Claims::forget(SessionId session)
{
    m_held.remove(session);
    co_await untilLetGo(session, std::stop_token());
    const Result<> removed = co_await remove(session);
    if (!removed)
        co_return fail(removed.error().code,
                       u"The desktop of this session cannot be removed from the cluster: %1"_s.arg(
                           removed.error().message));
    co_return Result<>();
}

QCoro::Task<> Claims::untilLetGo(SessionId session, std::stop_token stop)
{
    Waiter waiter(m_clock);
    connect(this, &Claims::leftOne, &waiter, &Waiter::wake);
    while (m_leaving.contains(session) && !stop.stop_requested())
        co_await waiter.wait(stop, 1s);
}

// What release() began is ended first: nobody else would before the lease does.
QCoro::Task<> Claims::stop()
{
    m_renewal.stop();
    Waiter waiter(m_clock);
    connect(this, &Claims::leftOne, &waiter, &Waiter::wake);
    const Deadline patience(m_clock, 10s);
    while (!m_leaving.empty() && !patience.hasPassed())
        co_await waiter.wait(std::stop_token(), patience.left());
    co_await m_watch.stop();
    m_tasks.stop();
    co_await m_tasks.allEnded(m_clock);
}

} // namespace pilothouse

#include "moc_claims.cpp"
