#include "remote/nodes.h"

#include "agent/desktop_workbench.h"
#include "core/log.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kRecoveredAtOnce = 16;
}

Nodes::Nodes(std::unique_ptr<NodePlaces> places, qint64 fence, const Config &config,
             const Clock &clock)
    : m_places(std::move(places)), m_fence(fence), m_desktop(config.desktop),
      m_lease(config.nodes.lease), m_clock(clock), m_patience(clock)
{
    connect(&m_patience, &Alarm::rang, this, [this] { m_kept.clear(); });
}

Nodes::~Nodes() = default;

WorkbenchFactory Nodes::workbenches()
{
    return [this](SessionRecord session, const Secrets &secrets, std::stop_token stop) {
        return place(std::move(session), secrets, std::move(stop));
    };
}

std::unique_ptr<SessionHomes> Nodes::homes()
{
    return std::make_unique<NodeHomes>(NodeHomes::Parts{
        .clock = m_clock,
        .fence = m_fence,
        .nodeOf = [this](SessionId session,
                         std::stop_token stop) { return homeOf(std::move(session), stop); },
        .forget = [this](SessionId session) { return forget(std::move(session)); }});
}

QCoro::Task<Result<HomeNode>> Nodes::homeOf(SessionId session, std::stop_token stop)
{
    for (const QPointer<RemoteWorkbench> &bench : std::as_const(m_benches))
        if (bench && !bench->isLost() && bench->session() == session)
            co_return HomeNode{.node = bench->node()};
    auto home = co_await m_places->homeOf(std::move(session), std::move(stop));
    co_return home;
}

QCoro::Task<QList<NodeReport>> Nodes::reports(std::stop_token stop)
{
    auto reports = co_await m_places->reports(std::move(stop));
    co_return reports;
}

QCoro::Task<Nodes::Opened> Nodes::place(SessionRecord session, const Secrets &secrets,
                                        std::stop_token stop)
{
    if (auto kept = takeKept(session.id))
        co_return kept;
    const BenchPlan plan = benchPlanOf(session, m_desktop);
    const NodePlaces::Open open = [this, plan, &secrets, stop](NodeAddress node) {
        return openOn(std::move(node), plan, secrets, false, stop);
    };
    auto bench = co_await m_places->place(session.id, open, stop);
    if (!bench)
        co_return fail(bench.error());
    qCInfo(logAgent).noquote() << u"Desktop of session %1 is on %2."_s.arg(session.id.value,
                                                                           (*bench)->node().name());
    co_return *std::move(bench);
}

QCoro::Task<NodePlaces::Opened> Nodes::openOn(NodeAddress node, BenchPlan plan,
                                              const Secrets &secrets, bool onlyThere,
                                              std::stop_token stop)
{
    const DeskLink::Parts parts{.node = node, .clock = m_clock, .fence = m_fence, .lease = m_lease};
    auto bench =
        co_await RemoteWorkbench::open(parts, plan, secrets, m_desktop.runtimeDir, onlyThere, stop);
    if (bench) {
        m_benches.removeIf([](const QPointer<RemoteWorkbench> &each) { return each.isNull(); });
        m_benches.append(bench->get());
        connect(bench->get(), &QObject::destroyed, this, [this, session = plan.session] {
            if (!m_leaves)
                m_places->release(session);
        });
        if (m_leaves)
            (*bench)->leaveDesktop();
    }
    co_return bench;
}

struct Nodes::Recovery
{
    SecretsOf secretsOf;
    std::function<BenchPlan(SessionId)> planOf;
    QList<NodePlaces::Found> left;
};

QCoro::Task<int> Nodes::recover(SecretsOf secretsOf, std::function<BenchPlan(SessionId)> planOf,
                                std::chrono::seconds patience)
{
    const auto recovery = std::make_shared<Recovery>();
    recovery->secretsOf = std::move(secretsOf);
    recovery->planOf = std::move(planOf);
    recovery->left = co_await m_places->found();
    std::vector<QCoro::Task<>> workers; // one that cannot be reached holds up itself alone
    for (qsizetype i = 0; i < std::min(kRecoveredAtOnce, recovery->left.size()); ++i)
        workers.push_back(takeUp(recovery));
    for (auto &worker : workers)
        co_await std::move(worker);
    if (patience.count() > 0)
        m_patience.start(patience);
    co_return static_cast<int>(m_kept.size());
}

QCoro::Task<> Nodes::takeUp(std::shared_ptr<Recovery> recovery)
{
    while (!recovery->left.isEmpty()) {
        const NodePlaces::Found each = recovery->left.takeLast();
        const Secrets *secrets = recovery->secretsOf(each.session);
        if (secrets == nullptr)
            continue;
        const BenchPlan plan = recovery->planOf(each.session);
        auto bench = co_await openOn(each.node, plan, *secrets, true, std::stop_token());
        if (bench) {
            m_places->hold(each.session);
            keep(each.session, *std::move(bench));
            continue;
        }
        if (bench.error().code == Errc::NotFound) // its lease has ended
            m_places->release(each.session);
        qCWarning(logAgent).noquote() << bench.error().message;
    }
}

void Nodes::keep(const SessionId &session, std::unique_ptr<RemoteWorkbench> bench)
{
    connect(bench.get(), &Workbench::died, this, [this, session](const Error &reason) {
        const auto kept = m_kept.find(session);
        if (kept == m_kept.end())
            return; // it is in use: whoever has it tells
        kept->second.release()->deleteLater();
        m_kept.erase(kept);
        emit lost(session, reason);
    });
    m_kept.insert_or_assign(session, std::move(bench));
}

std::unique_ptr<RemoteWorkbench> Nodes::takeKept(const SessionId &session)
{
    const auto kept = m_kept.find(session);
    if (kept == m_kept.end())
        return nullptr;
    std::unique_ptr<RemoteWorkbench> bench = std::move(kept->second);
    m_kept.erase(kept);
    return bench;
}

QCoro::Task<Result<>> Nodes::forget(SessionId session)
{
    takeKept(session).reset();
    const Result<> forgotten = co_await m_places->forget(session);
    co_return forgotten;
}

void Nodes::leaveDesktops()
{
    m_leaves = true;
    for (const QPointer<RemoteWorkbench> &bench : std::as_const(m_benches))
        if (bench)
            bench->leaveDesktop();
}

QCoro::Task<> Nodes::stop()
{
    m_kept.clear();
    co_await m_places->stop();
}

} // namespace pilothouse

#include "moc_nodes.cpp"
