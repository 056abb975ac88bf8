#include "agent/session_run.h"

#include "agent/context.h"
#include "agent/outside/outside_loop.h"
#include "agent/session_desktop.h"
#include "core/log.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

SessionRun::SessionRun(RunParts parts, SessionRecord session, QList<EventBody> opening,
                       AgentLoop::Options options, std::shared_ptr<Acceptance> acceptance,
                       std::shared_ptr<OutsideCalls> outside)
    : m_parts(parts), m_session(std::move(session)), m_opening(std::move(opening)),
      m_options(std::move(options)), m_acceptance(std::move(acceptance)),
      m_outside(std::move(outside))
{
    m_options.pause = m_pause.get_token();
}

QCoro::Task<RunEnded> SessionRun::run()
{
    std::optional<RunEnded> ended;
    try {
        ended = co_await work();
    } catch (const std::exception &exception) {
        qCCritical(logAgent) << "a run failed by an exception:" << exception.what();
    }
    if (!ended)
        ended = co_await endBroken();
    m_loop.reset();
    if (m_outside)
        m_outside->close(ended->message);
    co_await m_parts.pictures.runEnded();
    m_parts.desktop.closeIfDead();
    co_return *ended;
}

// The message is stored before the desktop starts.
QCoro::Task<RunEnded> SessionRun::work()
{
    RunEnded failed{.run = {}, .outcome = RunOutcome::Error, .message = {}};
    if (!m_opening.isEmpty()) {
        const auto stored = co_await m_parts.journal.append(m_session.id, m_opening);
        if (!stored) {
            failed.message = stored.error().message;
            setOpened(fail(stored.error()));
            co_return failed;
        }
    }
    m_isOpened = true;
    setOpened({});
    const Result<> opened = co_await m_parts.desktop.open(m_session, m_stop.get_token());
    if (!opened) {
        failed.message = opened.error().message;
        if (opened.error().code == Errc::Stopped)
            failed.outcome = RunOutcome::Interrupted;
        QList<EventBody> bodies;
        bodies.append(failed);
        co_await m_parts.journal.append(m_session.id, std::move(bodies));
        co_return failed;
    }
    m_loop = makeLoop();
    const RunEnded ended = co_await m_loop->run(m_stop.get_token());
    co_return ended;
}

std::unique_ptr<RunLoop> SessionRun::makeLoop()
{
    if (m_outside)
        return std::make_unique<OutsideLoop>(m_parts, m_session, m_outside, m_options.pause);
    return std::make_unique<AgentLoop>(m_parts, m_session, m_options);
}

void SessionRun::setOpened(const Result<> &stored)
{
    if (m_acceptance)
        m_acceptance->settle(stored);
}

// What the loop does at every other end.
QCoro::Task<RunEnded> SessionRun::endBroken()
{
    const RunEnded broken{.run = {},
                          .outcome = RunOutcome::Error,
                          .message = u"Internal error: the run was ended. The log says more."_s};
    if (m_parts.desktop.bench())
        co_await m_parts.desktop.bench()->releaseInput();
    const auto events = m_parts.journal.events(m_session.id);
    if (!events)
        co_return broken;
    QList<EventBody> bodies = closingOf(
        *events, broken, u"An internal error ended the run; it may have been done in part."_s);
    co_await m_parts.journal.append(m_session.id, std::move(bodies));
    co_return broken;
}

void SessionRun::setBudget(const BudgetConfig &budget)
{
    m_session.options.budget = budget;
    if (m_loop)
        m_loop->setBudget(budget);
}

void SessionRun::desktopDied(const Error &reason)
{
    if (m_loop)
        m_loop->desktopDied(reason);
    interrupt();
}

} // namespace pilothouse
