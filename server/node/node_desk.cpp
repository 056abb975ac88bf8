#include "node/node_desk.h"

#include "core/log.h"
#include "core/wait.h"
#include "workbench/desktop_workbench.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qsizetype kMostRunning = 64; // requests at once: the server has a handful
constexpr qsizetype kMostUntold = 1000;

Error gone()
{
    return {Errc::NotFound, u"The node has no desktop of this session."_s};
}

} // namespace

NodeDesk::NodeDesk(Parts parts) : m_parts(parts), m_leaseEnd(parts.clock)
{
    connect(&m_leaseEnd, &Alarm::rang, this, [this] {
        if (m_isOpening) // the server waits for it
            return m_leaseEnd.start(m_lease);
        qCWarning(logApp) << "no server was heard of for" << m_lease.count()
                          << "s: its desktop ends";
        finish();
    });
}

NodeDesk::~NodeDesk() = default;

void NodeDesk::attach(std::unique_ptr<NodeLink> link, Hello hello)
{
    const bool isTakeover = hello.fence > m_fence;
    if (isTakeover && m_link)
        m_link->refuse({Errc::Conflict, u"A newer server has taken this desktop over."_s});
    if (m_link)
        dropLink();
    if (isTakeover) {
        stopRequests();
        m_requests = {};
        m_stops.clear();
        m_fence = hello.fence;
        emit takenOver();
    }
    m_link = std::move(link);
    connect(m_link.get(), &NodeLink::received, this, qOverload<const ToNode &>(&NodeDesk::take));
    connect(m_link.get(), &NodeLink::closed, this, [this] { dropLink(); });
    m_lease = hello.lease;
    m_leaseEnd.start(m_lease);
    setSecrets(hello.secrets);
    m_tasks.launch(
        [this, hello, isTakeover](std::stop_token stop) { return greet(hello, isTakeover, stop); });
}

void NodeDesk::dropLink()
{
    m_link->disconnect(this);
    m_link.release()->deleteLater(); // it may be telling us something just now
}

QCoro::Task<> NodeDesk::greet(Hello hello, bool isTakeover, std::stop_token stop)
{
    if (!isAlive())
        stopRequests(); // of one that has died
    co_await untilCalm(stop, isTakeover || !isAlive());
    if (stop.stop_requested())
        co_return;
    const bool wasThere = isAlive();
    Result<> opened;
    if (!wasThere && hello.onlyThere)
        opened = fail(m_death.value_or(gone()));
    else if (!wasThere)
        opened = co_await open(hello.plan, stop);
    else if (isTakeover)
        co_await m_bench->releaseInput();
    if (hello.fence != m_fence || !m_link) // the next one greets anew
        co_return;
    if (!opened) {
        m_link->refuse(opened.error());
        finish();
        co_return;
    }
    m_leaseEnd.start(m_lease);
    const RfbAccess rfb = m_bench->rfb();
    m_link->send(Ready{.wasThere = wasThere,
                       .size = m_bench->display()->size(),
                       .speaksRfb = !rfb.socket.isEmpty(),
                       .rfbPassword = rfb.password,
                       .lastId = m_requests.last()});
    for (const EgressRefusal &refusal : std::exchange(m_untold, {}))
        tellEgress(refusal);
}

QCoro::Task<Result<>> NodeDesk::open(BenchPlan plan, std::stop_token stop)
{
    m_runner.reset();
    m_bench.reset();
    m_death.reset();
    m_isOpening = true;
    auto opened =
        co_await openDesktopWorkbench(plan, m_parts.desktop, m_parts.clock, m_secrets, stop);
    m_isOpening = false;
    emit calmed();
    if (!opened)
        co_return fail(opened.error());
    m_bench = *std::move(opened);
    m_runner = std::make_unique<QuestionRunner>(*m_bench, m_parts.clock);
    connect(m_bench.get(), &Workbench::died, this, &NodeDesk::die);
    connect(m_bench.get(), &Workbench::egressRefused, this, &NodeDesk::tellEgress);
    for (const QString &entry : std::as_const(m_allowed))
        m_bench->allowHost(entry);
    co_return Result<>();
}

void NodeDesk::take(const ToNode &message)
{
    m_leaseEnd.start(m_lease);
    if (const auto *request = std::get_if<Request>(&message))
        return take(*request);
    if (const auto *secrets = std::get_if<SetSecrets>(&message))
        return setSecrets(secrets->secrets);
    if (const auto *stop = std::get_if<StopRequest>(&message)) {
        if (m_requests.bar(stop->id))
            m_stops[stop->id].request_stop();
    } else if (const auto *allow = std::get_if<PermitHost>(&message)) {
        if (m_allowed.contains(allow->entry))
            return;
        m_allowed.append(allow->entry);
        if (isAlive())
            m_bench->allowHost(allow->entry);
    } else if (std::holds_alternative<Renew>(message)) {
        m_link->send(Renewed());
    } else if (std::holds_alternative<EndDesktop>(message)) {
        finish();
    } else {
        m_link->refuse({Errc::Conflict, u"The server has said hello already."_s});
    }
}

void NodeDesk::take(const Request &request)
{
    using Arrival = OnceTable::Arrival;
    if (m_requests.running() >= kMostRunning)
        return m_link->refuse({Errc::RateLimited, u"Too much is asked at once."_s});
    const Arrival arrival = m_requests.arrive(request.id, request.settled);
    if (arrival == Arrival::Answered)
        m_link->send(m_requests.answerTo(request.id));
    if (arrival == Arrival::Past)
        m_link->send(LinkAnswer{request.id, Error{Errc::Conflict, u"This was answered before."_s}});
    if (arrival != Arrival::New)
        return;
    const std::stop_token stop = m_stops[request.id].get_token();
    m_tasks.launch([this, request, fence = m_fence, stop](std::stop_token) {
        return carryOut(request, fence, stop);
    });
}

QCoro::Task<> NodeDesk::carryOut(Request request, qint64 fence, std::stop_token stop)
{
    ++m_running;
    LinkAnswer answer{.error = m_death.value_or(gone())};
    if (isAlive())
        answer = co_await m_runner->answer(request.question, stop);
    --m_running;
    emit calmed();
    if (fence != m_fence) // nobody waits for it any more
        co_return;
    answer.id = request.id;
    m_stops.erase(request.id);
    m_requests.keepAnswer(request.id, frameOf(answer));
    if (m_link)
        m_link->send(answer);
}

// Values that were replaced or taken away stay masked.
void NodeDesk::setSecrets(const QList<Secret> &secrets)
{
    for (const Secret &known : QList<Secret>(m_secrets.all()))
        if (std::ranges::find(secrets, known.name, &Secret::name) == secrets.end())
            m_secrets.remove(known.name);
    for (const Secret &secret : secrets) {
        const Secret *known = m_secrets.find(secret.name);
        const bool isSame = known != nullptr && known->value == secret.value &&
                            known->hosts == secret.hosts && known->windows == secret.windows;
        if (!isSame && !m_secrets.put(secret))
            qCWarning(logApp) << "there is no room for one more secret";
    }
}

void NodeDesk::tellEgress(const EgressRefusal &refusal)
{
    if (m_link)
        m_link->send(ToldEgress{refusal});
    else if (m_untold.size() < kMostUntold)
        m_untold.append(refusal);
}

void NodeDesk::die(const Error &reason)
{
    m_death = reason;
    if (m_link)
        m_link->send(ToldDeath{reason});
}

void NodeDesk::stopRequests()
{
    for (auto &[id, stop] : m_stops)
        stop.request_stop();
}

void NodeDesk::finish()
{
    m_leaseEnd.stop();
    if (!std::exchange(m_isOver, true))
        emit over();
}

/// Until nothing is being started, nor, with `andIdle`, asked for.
QCoro::Task<> NodeDesk::untilCalm(std::stop_token stop, bool andIdle)
{
    Waiter waiter(m_parts.clock);
    connect(this, &NodeDesk::calmed, &waiter, &Waiter::wake);
    while ((m_isOpening || (andIdle && m_running > 0)) && !stop.stop_requested())
        co_await waiter.wait(stop, 1s);
}

QCoro::Task<> NodeDesk::end()
{
    finish();
    stopRequests();
    m_tasks.stop();
    co_await m_tasks.allEnded(m_parts.clock);
    m_link.reset();
    m_runner.reset();
    m_bench.reset();
}

} // namespace pilothouse

#include "moc_node_desk.cpp"
