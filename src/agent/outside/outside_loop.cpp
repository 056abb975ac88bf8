#include "agent/outside/outside_loop.h"

#include "agent/session_desktop.h"
#include "model/dialect.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

OutsideLoop::OutsideLoop(RunParts parts, SessionRecord session, std::shared_ptr<OutsideCalls> calls,
                         std::stop_token pause)
    : m_parts(parts), m_run(parts.journal, parts.clock, std::move(session), pause),
      m_calls(std::move(calls)), m_pause(std::move(pause)),
      // Who looks again and again at what does not change is waiting: their own limits count.
      m_loopDetector(0), m_wheel(m_run, parts.desktop.wheel(), parts.clock)
{
}

QCoro::Task<RunEnded> OutsideLoop::run(std::stop_token stop)
{
    const RunStarted started{m_run.id(), u"outside"_s, m_calls->who(),
                             m_run.session().options.dialect};
    co_await m_run.record(started);
    for (;;) {
        const auto waiting = co_await next(stop);
        if (!waiting)
            break;
        std::stop_source ending; // of this call alone, or with the run
        const std::stop_callback endWithRun(stop, [&ending] { ending.request_stop(); });
        const std::stop_callback endAlone(waiting->stop, [&ending] { ending.request_stop(); });
        Result<ToolResult> result = co_await carryOut(waiting->call, ending.get_token());
        OutsideCalls::answer(*waiting, std::move(result));
    }
    // Before the end is told: whoever hears of it may take over at once.
    co_await m_parts.desktop.bench()->releaseInput();
    const RunEnded ended = m_run.ending();
    co_await m_run.record(ended);
    co_return ended;
}

QCoro::Task<std::shared_ptr<OutsideCalls::Waiting>> OutsideLoop::next(std::stop_token stop)
{
    Waiter waiter(m_parts.clock);
    QObject::connect(m_calls.get(), &OutsideCalls::arrived, &waiter, &Waiter::wake);
    const std::stop_callback wakeToPause(m_pause, [&waiter] { waiter.wake(); });
    Woken woken = Woken::Ready;
    while (!stop.stop_requested()) {
        m_run.endIfDue();
        if (m_run.hasEnded())
            break;
        if (auto waiting = m_calls->take())
            co_return waiting;
        if (woken == Woken::Timeout) {
            m_run.end(RunOutcome::Completed,
                      u"%1 has not done anything for %2 minutes."_s.arg(m_calls->who())
                          .arg(kPatience.count()));
            break;
        }
        woken = co_await waiter.wait(stop, kPatience);
    }
    co_return std::shared_ptr<OutsideCalls::Waiting>();
}

QCoro::Task<Result<ToolResult>> OutsideLoop::carryOut(ToolCall call, std::stop_token stop)
{
    call.id = u"outside_"_s + randomUuid();
    m_run.count(ModelReply());
    const auto dialect = dialectFrom(m_run.session().options.dialect);
    // As a model's call is, so that the conversation can go on with ours.
    const ReplyBlock block = encodeCall(dialect.value_or(ToolDialect::Custom), call);
    const bool isStored = co_await store(block);
    if (!isStored)
        co_return fail(Errc::Io, m_run.ending().message);
    CallBatch batch(m_parts, m_run, m_wheel, m_loopDetector);
    QList<ToolCall> calls;
    calls.append(*block.call);
    const QList<ToolResult> results = co_await batch.answer(calls, stop);
    if (results.isEmpty())
        co_return fail(Errc::Io, m_run.ending().message);
    co_return results.first();
}

QCoro::Task<bool> OutsideLoop::store(ReplyBlock block)
{
    QList<EventBody> bodies;
    bodies.append(ModelBlock{m_run.id(), block.raw});
    bodies.append(TurnEnded{.run = m_run.id(),
                            .model = m_calls->who(),
                            .messageId = block.call->id,
                            .stopReason = u"tool_use"_s});
    return m_run.record(bodies);
}

UserMessage outsideBegins(const QString &who, const QString &purpose)
{
    const QString note = u"[A program outside, %1, operates this desktop from here on.]"_s.arg(who);
    return {.text = purpose.trimmed().isEmpty() ? u"%1 operates this desktop."_s.arg(who) : purpose,
            .note = note};
}

} // namespace pilothouse
