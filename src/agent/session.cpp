#include "agent/session.h"

#include "agent/agent_loop.h"
#include "agent/context.h"
#include "core/log.h"
#include "core/wait.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Error noDesktop()
{
    return {Errc::Conflict,
            u"This session's desktop is not running. It starts with the first message."_s};
}

bool hasOpenRun(SessionStatus status)
{
    return status == SessionStatus::Running || status == SessionStatus::AwaitingApproval;
}

Session::Session(SessionServices services, SessionRecord record)
    : m_services(std::move(services)), m_record(std::move(record)),
      m_approvals(m_record.options.approval, m_services.approvalTimeout),
      m_wheel(m_services.clock, m_services.wheel),
      m_pictures(m_record, m_services.sessions, m_services.blobs), m_lastUse(m_services.clock.now())
{
    connect(&m_services.journal, &Journal::appended, this, [this](const Event &event) {
        if (std::holds_alternative<RunEnded>(event.body) && event.session == m_record.id)
            m_endTold = true;
    });
    connect(&m_wheel, &Wheel::turned, this, &Session::onWheelTurned);
}

Session::~Session()
{
    Q_ASSERT(!m_running);
}

Result<> Session::submit(const QString &text, const QString &apiKey)
{
    if (text.trimmed().isEmpty())
        return fail(Errc::InvalidArgument, u"The message is empty."_s);
    UserMessage message{.text = text};
    if (const auto held = m_wheel.unreported())
        message.note = toldOfWheel(*held);
    Result<> begun = begin({message}, apiKey);
    if (begun)
        m_wheel.setReported();
    return begun;
}

Result<> Session::resume(const QString &apiKey)
{
    const auto record = m_services.sessions.find(m_record.id);
    if (!record)
        return fail(record.error());
    const bool open = !m_running && (record->status == SessionStatus::Active ||
                                     record->status == SessionStatus::Completed);
    if (open)
        return fail(Errc::Conflict, u"There is nothing to resume. Send a message."_s);
    return begin({}, apiKey);
}

Result<> Session::pause()
{
    if (!m_running)
        return fail(Errc::Conflict, u"No run is going on in this session."_s);
    if (m_next) // the run that is going on has ended already
        m_next->pause.request_stop();
    m_pause.request_stop();
    return {};
}

Result<> Session::begin(QList<EventBody> opening, const QString &apiKey)
{
    const bool busy = m_running && !m_endTold;
    if (busy || m_next || m_closed)
        return fail(Errc::Conflict, u"A run is going on in this session. Wait for it to end, or "
                                    "interrupt it."_s);
    const auto record = m_services.sessions.find(m_record.id);
    if (!record)
        return fail(record.error());
    if (record->status == SessionStatus::Finished)
        return fail(Errc::Conflict, u"This session is finished. Start a new one."_s);
    m_record = *record;
    if (!m_running && hasOpenRun(record->status)) {
        auto closing = lostEnd();
        if (!closing)
            return fail(closing.error());
        opening = *std::move(closing) + opening;
    }
    m_openingSeq = record->lastSeq + opening.size();
    m_next = Opening{.bodies = std::move(opening), .apiKey = apiKey};
    if (!m_running)
        startNext();
    return {};
}

/// What is missing of a run whose end could not be stored, e.g. on a full disk.
Result<QList<EventBody>> Session::lostEnd() const
{
    const auto events = m_services.journal.events(m_record.id);
    if (!events)
        return fail(events.error());
    const RunEnded ended{.run = {},
                         .outcome = RunOutcome::Error,
                         .message = u"The end of this run could not be stored."_s};
    return closingOf(*events, ended,
                     u"What became of this could not be stored; it may have been done."_s);
}

void Session::startNext()
{
    Opening next = *std::exchange(m_next, std::nullopt);
    m_running = true;
    m_endTold = false;
    m_pause = std::move(next.pause);
    m_stop = std::move(next.stop);
    supervise(std::move(next.bodies), next.apiKey);
}

// The root of a run: whatever happens inside, the session stops running and says how.
QCoro::Task<> Session::supervise(QList<EventBody> opening, QString apiKey)
{
    RunEnded ended{.run = {}, .outcome = RunOutcome::Error, .message = {}};
    bool broke = false;
    try {
        ended = co_await runOnce(std::move(opening), apiKey, m_stop.get_token());
    } catch (const std::exception &exception) {
        qCCritical(logAgent) << "a run failed by an exception:" << exception.what();
        ended.message = u"Internal error: the run was ended. The log says more."_s;
        broke = true;
    }
    if (broke)
        co_await endBroken(ended);
    m_loop.reset();
    co_await m_pictures.runEnded();
    dropDeadWorkbench();
    m_running = false;
    if (!m_endTold)
        emit endLost(ended);
    emit runEnded(ended);
    if (m_next && !m_closed)
        startNext();
}

// What the loop does at every other end.
QCoro::Task<> Session::endBroken(RunEnded ended)
{
    if (m_workbench)
        co_await m_workbench->releaseInput();
    const auto events = m_services.journal.events(m_record.id);
    if (!events)
        co_return;
    QList<EventBody> bodies =
        closingOf(*events, std::move(ended),
                  u"An internal error ended the run; it may have been done in part."_s);
    co_await m_services.journal.append(m_record.id, std::move(bodies));
}

QCoro::Task<RunEnded> Session::runOnce(QList<EventBody> opening, QString apiKey,
                                       std::stop_token stop)
{
    RunEnded failed{.run = {}, .outcome = RunOutcome::Error, .message = {}};
    if (!opening.isEmpty()) {
        const auto stored = co_await m_services.journal.append(m_record.id, std::move(opening));
        if (!stored) {
            failed.message = stored.error().message;
            co_return failed;
        }
    }
    if (const auto ready = co_await prepareWorkbench(stop); !ready) {
        failed.message = ready.error().message;
        if (ready.error().code == Errc::Stopped)
            failed.outcome = RunOutcome::Interrupted;
        QList<EventBody> bodies;
        bodies.append(failed);
        co_await m_services.journal.append(m_record.id, std::move(bodies));
        co_return failed;
    }
    const AgentLoop::Parts parts{.journal = m_services.journal,
                                 .model = m_services.model,
                                 .bench = *m_workbench,
                                 .approvals = m_approvals,
                                 .wheel = m_wheel,
                                 .pictures = m_pictures,
                                 .clock = m_services.clock};
    const AgentLoop::Options options{
        .apiKey = apiKey,
        .pause = m_pause.get_token(),
        .progress = [this](const ModelProgress &progress) { emit progressed(progress); }};
    m_loop = std::make_unique<AgentLoop>(parts, m_record, options);
    const RunEnded ended = co_await m_loop->run(stop);
    co_return ended;
}

QCoro::Task<Result<>> Session::prepareWorkbench(std::stop_token stop)
{
    if (m_workbench)
        co_return Result<>();
    auto opened = co_await m_services.workbench(m_record, stop);
    if (!opened)
        co_return fail(opened.error());
    m_workbench = *std::move(opened);
    connect(m_workbench.get(), &Workbench::died, this, &Session::workbenchDied);
    co_return Result<>();
}

void Session::workbenchDied(const Error &reason)
{
    qCWarning(logAgent) << "session" << m_record.id.value << "lost its desktop:" << reason.message
                        << reason.detail;
    m_workbenchDied = true; // a tool may be using it at this moment: the run ends first
    if (m_loop)
        m_loop->desktopDied(reason);
    interrupt();
    if (!m_running)
        dropDeadWorkbench();
}

// The next run opens a new desktop.
void Session::dropDeadWorkbench()
{
    if (std::exchange(m_workbenchDied, false))
        takeWorkbench().release()->deleteLater();
}

std::unique_ptr<Workbench> Session::takeWorkbench()
{
    std::unique_ptr<Workbench> bench = std::move(m_workbench);
    m_wheel.release(WheelReason::Ended);
    emit desktopEnded();
    return bench;
}

Result<> Session::takeWheel(WheelPerson person)
{
    if (!m_workbench || m_workbenchDied || m_closed)
        return fail(noDesktop());
    return m_wheel.take(std::move(person));
}

void Session::onWheelTurned(const WheelTurn &turn)
{
    noteUse();
    if (turn.heldByPerson && m_workbench)
        m_workbench->releaseInput();
    const ControlChanged change{.holder = turn.heldByPerson ? u"person"_s : u"agent"_s,
                                .reason = name(turn.reason),
                                .seconds = double(turn.held.count()) / 1000,
                                .name = turn.name};
    m_services.journal.append(m_record.id, {change});
    emit wheelTurned(turn);
}

void Session::interrupt()
{
    if (m_next)
        m_next->stop.request_stop();
    m_stop.request_stop();
}

QCoro::Task<> Session::close()
{
    m_closed = true;
    Waiter waiter;
    connect(this, &Session::runEnded, &waiter, &Waiter::wake);
    interrupt();
    if (m_running)
        co_await waiter.wait(std::stop_token(), 10s);
    takeWorkbench().reset();
}

} // namespace pilothouse

#include "moc_session.cpp"
