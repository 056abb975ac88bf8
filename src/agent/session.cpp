#include "agent/session.h"

#include "agent/context.h"
#include "agent/outside/outside_loop.h"
#include "core/wait.h"
#include "store/session_options.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Error noRun()
{
    return {Errc::Conflict, u"No run is going on in this session."_s};
}

Session::Session(SessionParts parts, SessionRecord record)
    : m_parts(std::move(parts)), m_record(std::move(record)),
      m_briefing(m_parts.secrets.of(m_record.id)),
      m_approvals(m_record.options.approval, m_parts.approvalTimeout,
                  m_parts.secrets.of(m_record.id), m_parts.clock),
      m_desktop({m_parts.journal, m_parts.clock, m_parts.workbench, m_parts.secrets.of(m_record.id),
                 m_parts.wheel},
                m_record.id),
      m_pictures(m_record, m_parts.sessions, m_parts.blobs), m_lastUse(m_parts.clock.now())
{
    for (const GrantChanged &granted : m_record.grants)
        take(granted);
    connect(&m_desktop, &SessionDesktop::died, this, [this](const Error &reason) {
        if (m_run)
            return m_run->desktopDied(reason);
        m_parts.journal.append(m_record.id, {DesktopGivenUp{u"lost"_s}});
        m_desktop.closeIfDead();
    });
    connect(&m_parts.journal, &Journal::appended, this, &Session::follow);
    connect(&m_desktop, &SessionDesktop::closed, this, &Session::desktopEnded);
    connect(&m_desktop, &SessionDesktop::egressDenied, this, &Session::egressDenied);
    connect(&m_desktop.wheel(), &Wheel::turned, this, &Session::noteUse);
    connect(&m_desktop.wheel(), &Wheel::turned, this, &Session::wheelTurned);
}

Session::~Session()
{
    Q_ASSERT(!isRunning());
}

bool Session::take(Step step)
{
    const auto next = after(m_stage, step);
    m_stage = next.value_or(m_stage);
    return next.has_value();
}

Result<> Session::submit(const QString &text, const QString &apiKey,
                         std::shared_ptr<Acceptance> acceptance, QList<ImageRef> images)
{
    if (text.trimmed().isEmpty() && images.isEmpty())
        return fail(Errc::InvalidArgument, u"The message is empty."_s);
    return submit(UserMessage{.text = text, .images = std::move(images)}, apiKey,
                  std::move(acceptance), {});
}

Result<> Session::operate(std::shared_ptr<OutsideCalls> calls, const QString &purpose,
                          std::shared_ptr<Acceptance> acceptance)
{
    return submit(outsideBegins(calls->who(), purpose), {}, std::move(acceptance), calls);
}

std::shared_ptr<OutsideCalls> Session::outside() const
{
    if (m_next)
        return m_next->outside();
    return m_run && owesAnEnd(m_stage) ? m_run->outside() : nullptr;
}

Result<> Session::submit(UserMessage message, const QString &apiKey,
                         std::shared_ptr<Acceptance> acceptance,
                         std::shared_ptr<OutsideCalls> outside)
{
    if (const auto held = wheel().unreported())
        message.note = withNote(message.note, toldOfWheel(*held));
    message.note = withNote(message.note, m_briefing.news());
    Result<> begun = begin({message}, apiKey, std::move(acceptance), std::move(outside));
    if (begun) {
        wheel().setReported();
        m_briefing.setTold();
    }
    return begun;
}

Result<> Session::resume(const QString &apiKey, std::shared_ptr<Acceptance> acceptance)
{
    const auto record = m_parts.sessions.find(m_record.id);
    if (!record)
        return fail(record.error());
    const bool isDone =
        record->status == SessionStatus::Active || record->status == SessionStatus::Completed;
    if (isDone && after(m_stage, Step::Begin))
        return fail(Errc::Conflict, u"There is nothing to resume. Send a message."_s);
    QList<EventBody> opening;
    opening.append(StatusChanged{SessionStatus::Running, {}});
    return begin(std::move(opening), apiKey, std::move(acceptance));
}

Result<> Session::pause()
{
    if (!take(Step::Pause))
        return fail(noRun());
    if (m_run)
        m_run->pause();
    if (m_next)
        m_next->pause();
    return {};
}

void Session::interrupt()
{
    if (m_run)
        m_run->interrupt();
    if (m_next)
        m_next->interrupt();
}

Result<> Session::takeWheel(WheelPerson person)
{
    if (!take(Step::TakeWheel))
        return fail(noDesktop());
    return m_desktop.takeWheel(std::move(person));
}

Result<> Session::begin(QList<EventBody> opening, const QString &apiKey,
                        std::shared_ptr<Acceptance> acceptance,
                        std::shared_ptr<OutsideCalls> outside)
{
    if (!after(m_stage, Step::Begin))
        return fail(Errc::Conflict, u"A run is going on in this session. Wait for it to end, or "
                                    "interrupt it."_s);
    const auto record = m_parts.sessions.find(m_record.id);
    if (!record)
        return fail(record.error());
    if (record->status == SessionStatus::Finished)
        return fail(Errc::Conflict, u"This session is finished. Start a new one."_s);
    m_record = *record;
    if (!isRunning() && hasOpenRun(record->status)) {
        auto closing = lostEnd();
        if (!closing)
            return fail(closing.error());
        opening = *std::move(closing) + opening;
    }
    const RunParts parts{m_parts.journal, m_parts.model, m_approvals,  m_desktop,
                         m_pictures,      m_briefing,    m_parts.clock};
    const AgentLoop::Options options{
        .apiKey = apiKey,
        .progress = [this](const ModelProgress &progress) { emit progressed(progress); }};
    m_next = std::make_unique<SessionRun>(parts, m_record, std::move(opening), options,
                                          std::move(acceptance), std::move(outside));
    take(Step::Begin);
    if (m_stage == Stage::Starting)
        startNext();
    return {};
}

/// What is missing of a run whose end could not be stored, e.g. on a full disk.
Result<QList<EventBody>> Session::lostEnd() const
{
    const auto events = m_parts.journal.events(m_record.id);
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
    m_run = std::move(m_next);
    m_tasks.launch([this](std::stop_token) { return supervise(); }); // stopped by interrupt()
}

QCoro::Task<> Session::supervise()
{
    const RunEnded ended = co_await m_run->run();
    leave(ended);
}

void Session::follow(const Event &event)
{
    if (event.session != m_record.id)
        return;
    if (const auto *change = std::get_if<SettingsChanged>(&event.body))
        take(*change);
    if (const auto *change = std::get_if<GrantChanged>(&event.body))
        take(*change);
    if (!m_run || !m_run->isOpened())
        return;
    if (std::holds_alternative<RunStarted>(event.body))
        take(Step::Started);
    else if (std::holds_alternative<RunEnded>(event.body))
        take(Step::Ended);
}

// The run that goes on keeps its model.
void Session::take(const SettingsChanged &change)
{
    apply(change, m_record.options);
    m_approvals.setPolicy(m_record.options.approval);
    for (SessionRun *run : {m_run.get(), m_next.get()})
        if (run)
            run->setBudget(m_record.options.budget);
}

void Session::take(const GrantChanged &change)
{
    if (change.isGranted)
        m_approvals.remember(change.grant);
    else
        m_approvals.forget(change.grant);
}

void Session::leave(const RunEnded &ended)
{
    const bool isLost = owesAnEnd(m_stage);
    take(Step::Left);
    m_run.reset();
    m_desktop.endRun();
    if (m_stage == Stage::Starting)
        startNext();
    if (isLost)
        emit endLost(ended);
    emit runEnded(ended);
}

QCoro::Task<Result<ShellLineEnd>> Session::command(QString line, std::chrono::milliseconds patience,
                                                   std::stop_token stop)
{
    if (isRunning())
        co_return fail(Errc::Conflict, u"A run is going on in this session."_s);
    const Result<> opened = co_await m_desktop.open(m_record, stop);
    if (!opened)
        co_return fail(opened.error());
    noteUse();
    Result<ShellLineEnd> end =
        co_await m_desktop.bench()->command(std::move(line), patience, std::move(stop));
    co_return end;
}

void Session::giveDesktopUp(const QString &reason)
{
    Q_ASSERT(isAtRest());
    if (!hasDesktop())
        return;
    m_parts.journal.append(m_record.id, {DesktopGivenUp{reason}});
    m_desktop.close();
}

QCoro::Task<> Session::close()
{
    const bool wasRunning = isRunning();
    Waiter waiter(m_parts.clock);
    connect(this, &Session::runEnded, &waiter, &Waiter::wake);
    take(Step::Close);
    interrupt();
    if (const std::unique_ptr<SessionRun> next = std::move(m_next)) {
        const auto stored = co_await m_parts.journal.append(m_record.id, next->opening());
        next->setOpened(stored ? Result<>() : fail(stored.error()));
    }
    if (wasRunning)
        co_await waiter.wait(std::stop_token(), 10s);
    m_desktop.close();
}

} // namespace pilothouse

#include "moc_session.cpp"
