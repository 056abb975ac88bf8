#include "remote/node_list.h"

#include "core/log.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype kMostNewHomes = 10'000;
constexpr std::chrono::milliseconds kBetweenSettlings = 10s;
/// A node that was silent keeps those who ask it next waiting for less, for a while.
constexpr std::chrono::milliseconds kPatienceWithSilent = 1s;
constexpr std::chrono::milliseconds kSilentFor = 30s;

/// It may be back later: all else is an answer, which somebody should see.
bool isAway(const Error &error)
{
    return error.code == Errc::Unavailable || error.code == Errc::Unauthorized;
}

} // namespace

Result<std::unique_ptr<NodePlaces>> NodeList::open(const NodeConfig &config, const QString &dataDir,
                                                   qint64 fence, const Clock &clock)
{
    const Result<QList<NodeAddress>> nodes = nodeAddresses(config);
    if (!nodes)
        return fail(nodes.error());
    auto owed = OwedRemovals::open(dataDir + u"/removals-on-nodes"_s);
    if (!owed)
        return fail(owed.error());
    const Parts parts{.nodes = *nodes, .owed = *std::move(owed), .fence = fence};
    return std::unique_ptr<NodePlaces>(new NodeList(parts, clock));
}

NodeList::NodeList(Parts parts, const Clock &clock)
    : m_nodes(std::move(parts.nodes)), m_owed(std::move(parts.owed)), m_fence(parts.fence),
      m_clock(clock), m_nextSettling(clock)
{
    connect(&m_nextSettling, &Alarm::rang, this, [this] {
        m_tasks.launch([this](std::stop_token stop) { return settle(std::move(stop)); });
    });
    if (!m_owed.all().isEmpty())
        m_nextSettling.start(kBetweenSettlings);
}

QCoro::Task<NodeReport> NodeList::report(NodeAddress node, QString session, std::stop_token stop)
{
    const QString path = session.isEmpty() ? u"/node"_s : u"/node?session="_s + session;
    const auto silent = m_silentSince.constFind(node.url);
    const bool wasSilent =
        silent != m_silentSince.cend() && m_clock.elapsed() - *silent < kSilentFor;
    const auto patience = wasSilent ? kPatienceWithSilent : kNodePatience;
    const Result<QJsonObject> answer =
        co_await askNode(m_network, m_clock, node, "GET", path, stop, patience);
    if (answer || answer.error().code != Errc::Unavailable)
        m_silentSince.remove(node.url);
    else if (!wasSilent)
        m_silentSince.insert(node.url, m_clock.elapsed());
    co_return nodeReport(node, answer);
}

QCoro::Task<QList<NodeReport>> NodeList::reportsOn(QString session, std::stop_token stop)
{
    std::vector<QCoro::Task<NodeReport>> asked;
    for (const NodeAddress &node : m_nodes) // all at once: one may not answer
        asked.push_back(report(node, session, stop));
    QList<NodeReport> reports;
    for (auto &task : asked) {
        NodeReport told = co_await std::move(task);
        if (!told.trouble.isEmpty())
            qCWarning(logAgent).noquote() << u"Node %1: %2"_s.arg(told.node.name(), told.trouble);
        reports.append(std::move(told));
    }
    co_return reports;
}

QCoro::Task<QList<NodeReport>> NodeList::reports(std::stop_token stop)
{
    return reportsOn(QString(), std::move(stop));
}

QCoro::Task<Result<HomeNode>> NodeList::homeOf(SessionId session, std::stop_token stop)
{
    const QList<NodeReport> known = co_await reportsOn(session.value, stop);
    const auto home = homeNode(known, m_newHomes.value(session));
    if (!home)
        co_return fail(home.error());
    if (m_newHomes.size() > kMostNewHomes)
        m_newHomes.clear();
    m_newHomes.insert(session, home->node.url);
    co_return home;
}

QCoro::Task<NodePlaces::Opened> NodeList::place(SessionId session, Open open, std::stop_token stop)
{
    QList<NodeReport> known = co_await reportsOn(session.value, stop);
    const QList<NodeReport> able = candidates(known);
    for (const NodeReport &each : able) {
        if (stop.stop_requested())
            co_return fail(Errc::Stopped, u"Stopped."_s);
        auto bench = co_await open(each.node);
        if (bench || bench.error().code == Errc::Stopped || each.hasDesktop)
            co_return bench;
        for (NodeReport &report : known)
            if (report.node.url == each.node.url)
                report.trouble = bench.error().message;
    }
    co_return fail(Errc::Unavailable,
                   u"No node has a desktop for this session. %1"_s.arg(reasonsOf(known)));
}

QCoro::Task<QList<NodePlaces::Found>> NodeList::found()
{
    const QList<NodeReport> known = co_await reports(std::stop_token());
    QList<Found> found;
    for (const NodeReport &each : known)
        for (const QString &id : each.desktops)
            found.append({SessionId{id}, each.node});
    co_return found;
}

QCoro::Task<Result<>> NodeList::forget(SessionId session)
{
    m_newHomes.remove(session);
    std::vector<QCoro::Task<Result<>>> asked;
    for (const NodeAddress &node : m_nodes)
        asked.push_back(removeFrom(node, session));
    Result<> all;
    for (auto &task : asked) {
        const Result<> removed = co_await std::move(task);
        if (!removed)
            all = removed;
    }
    co_return all;
}

QCoro::Task<Result<>> NodeList::removeFrom(NodeAddress node, SessionId session)
{
    Result<> removed = co_await askToRemove(node, session);
    if (removed || !isAway(removed.error()))
        co_return removed;
    const OwedRemovals::Removal removal{.node = node.url, .session = session};
    if (const Result<> owed = m_owed.add(removal); !owed) {
        qCWarning(logAgent).noquote() << owed.error().message;
        co_return removed;
    }
    qCWarning(logAgent).noquote() << u"%1 It is done when the node is back."_s.arg(
        removed.error().message);
    if (!m_nextSettling.isActive())
        m_nextSettling.start(kBetweenSettlings);
    co_return Result<>();
}

QCoro::Task<Result<>> NodeList::askToRemove(NodeAddress node, SessionId session)
{
    const QString path = u"/desktops/%1?fence=%2"_s.arg(session.value).arg(m_fence);
    const auto removed =
        co_await askNode(m_network, m_clock, node, "DELETE", path, std::stop_token());
    if (!removed)
        co_return fail(removed.error().code,
                       u"The files of session %1 cannot be removed from %2: %3."_s.arg(
                           session.value, node.name(), removed.error().message));
    co_return Result<>();
}

/// What is owed to nodes that are named still.
QCoro::Task<> NodeList::settle(std::stop_token stop)
{
    std::vector<QCoro::Task<>> all;
    for (const NodeAddress &node : m_nodes)
        all.push_back(settleWith(node, stop));
    for (auto &each : all)
        co_await std::move(each);
    if (!m_owed.all().isEmpty() && !stop.stop_requested())
        m_nextSettling.start(kBetweenSettlings);
}

/// One after another, until it is found to be away still.
QCoro::Task<> NodeList::settleWith(NodeAddress node, std::stop_token stop)
{
    QSet<SessionId> done;
    const QList<OwedRemovals::Removal> owed = m_owed.all();
    for (const OwedRemovals::Removal &removal : owed) {
        if (removal.node != node.url || stop.stop_requested())
            continue;
        const Result<> removed = co_await askToRemove(node, removal.session);
        if (removed)
            done.insert(removal.session);
        else if (isAway(removed.error()))
            break;
        else
            qCWarning(logAgent).noquote() << removed.error().message;
    }
    m_owed.settle(node.url, done);
}

QCoro::Task<> NodeList::stop()
{
    m_nextSettling.stop();
    m_tasks.stop();
    co_await m_tasks.allEnded(m_clock);
}

} // namespace pilothouse
