#include "core/deadline.h"
#include "remote/desk_link.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kStopTime = 2s; // for the answer to a stop

Error stoppedError()
{
    return {Errc::Stopped, u"Stopped."_s};
}

} // namespace

/// All answers up to this id have arrived.
qint64 DeskLink::settled() const
{
    return m_pending.empty() ? m_lastId : m_pending.begin()->first - 1;
}

QCoro::Task<Result<WireFrame>> DeskLink::ask(Question question, std::stop_token stop)
{
    if (m_end)
        co_return fail(*m_end);
    if (stop.stop_requested())
        co_return fail(stoppedError());
    const std::shared_ptr<Pending> pending = begin(std::move(question));
    const QPointer<DeskLink> self = this; // it may go while we wait
    const Clock &clock = m_parts.clock;
    Woken woken = Woken::Ready;
    while (!pending->answer && !pending->failure && woken != Woken::Stopped)
        woken = co_await pending->waiter.wait(stop, 60s);
    if (woken == Woken::Stopped && self && !pending->answer) {
        self->stopRequest(pending->request.id);
        const Deadline patience(clock, self->m_stage == Stage::Open ? kStopTime : 0ms);
        while (!pending->answer && !pending->failure && !patience.hasPassed())
            co_await pending->waiter.wait(std::stop_token(), patience.left());
    }
    if (self)
        self->m_pending.erase(pending->request.id);
    if (!pending->answer)
        co_return fail(pending->failure.value_or(stoppedError()));
    if (pending->answer->error)
        co_return fail(*pending->answer->error);
    co_return pending->answer->value;
}

std::shared_ptr<DeskLink::Pending> DeskLink::begin(Question question)
{
    sendSecrets();
    const auto pending = std::make_shared<Pending>(m_parts.clock);
    const qint64 before = settled();
    pending->request =
        Request{.id = ++m_lastId, .settled = before, .question = std::move(question)};
    m_pending.emplace(m_lastId, pending);
    if (m_stage == Stage::Open)
        send(pending->request);
    return pending;
}

void DeskLink::post(Question question)
{
    if (!m_end)
        begin(std::move(question))->isAwaited = false;
}

void DeskLink::stopRequest(qint64 id)
{
    m_stops.append(id);
    if (m_stage == Stage::Open)
        send(StopRequest{id});
}

void DeskLink::take(const LinkAnswer &answer)
{
    m_stops.removeAll(answer.id);
    const auto found = m_pending.find(answer.id);
    if (found == m_pending.end())
        return;
    found->second->answer = answer;
    found->second->waiter.wake();
    if (!found->second->isAwaited)
        m_pending.erase(found);
}

} // namespace pilothouse
