#pragma once

#include "agent/approvals.h"
#include "agent/secrets/secret_briefing.h"
#include "agent/secrets/secret_vault.h"
#include "agent/session_desktop.h"
#include "agent/session_run.h"
#include "agent/session_stage.h"
#include "core/task_scope.h"

namespace pilothouse {

/// What all sessions are made of. Everything outlives the sessions.
struct SessionParts
{
    Journal &journal;
    BlobStore &blobs;
    SessionStore &sessions;
    ModelClient &model;
    const Clock &clock;
    WorkbenchFactory workbench;
    SecretVault &secrets;
    std::chrono::milliseconds approvalTimeout{15 * 60'000};
    Wheel::Limits wheel = {};
};

/// Conflict: what is about a run is asked of a session without one.
Error noRun();

/// One session that is open in this process: a shell round its desktop, its approvals and the run
/// that is going on, if one is. What it allows when is a table: session_stage.h. The desktop starts
/// with the first run and stays until close(). Main thread. Owned by SessionRegistry. close()
/// before destroying it.
class Session : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)
public:
    Session(SessionParts parts, SessionRecord record);
    ~Session() override;

    const SessionId &id() const { return m_record.id; }
    Stage stage() const { return m_stage; }
    bool isRunning() const { return pilothouse::isRunning(m_stage); }

    /// Stores the message and begins a run. The events are the answer. `apiKey` overrides the
    /// configured key for this run. Conflict: a run is going on, or the session is finished.
    /// Whoever has seen the end of a run may submit at once. `acceptance` is told whether the
    /// message is stored; not if it is refused here.
    /// `images` are stored already.
    Result<> submit(const QString &text, const QString &apiKey = {},
                    std::shared_ptr<Acceptance> acceptance = {}, QList<ImageRef> images = {});

    /// Goes on after a pause, a budget, an interrupt or an error without a new message; that it
    /// does is what is stored first. Conflict: as submit(), or there is nothing to go on with.
    Result<> resume(const QString &apiKey = {}, std::shared_ptr<Acceptance> acceptance = {});

    /// Begins a run in which `calls` say what is done: outsideBegins(). Conflict: as submit().
    Result<> operate(std::shared_ptr<OutsideCalls> calls, const QString &purpose,
                     std::shared_ptr<Acceptance> acceptance);
    /// The calls of the run that goes on, or is accepted to follow; null: none of that kind does.
    std::shared_ptr<OutsideCalls> outside() const;

    /// Ends the run before its next step; resume() goes on. Conflict: no run is going on.
    Result<> pause();

    /// Ends the run, and one that was accepted to follow it: the request is aborted, the tool's
    /// processes killed, input released, every open call answered. Nothing happens when no run is
    /// going on.
    void interrupt();

    /// Approvals::decide().
    Result<> decide(ApprovalDecided decision, std::shared_ptr<Acceptance> acceptance = {})
    {
        return m_approvals.decide(std::move(decision), std::move(acceptance));
    }
    QString pendingTool(const QString &toolUseId) const
    {
        return m_approvals.pendingTool(toolUseId);
    }
    /// The ids of the calls about which a person is asked now.
    QStringList questions() const { return m_approvals.waiting(); }

    bool hasDesktop() const { return m_desktop.bench() != nullptr; }
    /// The session's screen; null before its desktop has started and after it ended.
    Screen *display() const { return hasDesktop() ? m_desktop.bench()->display() : nullptr; }
    /// What there is to use and read on its screen: Workbench::elements(). Needs a desktop.
    QCoro::Task<Result<ScreenElements>> elements(std::stop_token stop) const
    {
        return m_desktop.bench()->elements(std::move(stop));
    }
    /// Workbench::command(); the desktop starts for it, if there is none. Conflict: a run is going
    /// on. Errors: also those of WorkbenchFactory.
    QCoro::Task<Result<ShellLineEnd>> command(QString line, std::chrono::milliseconds patience,
                                              std::stop_token stop);
    /// Where the screen speaks RFB; nowhere without a desktop.
    RfbAccess rfb() const { return hasDesktop() ? m_desktop.bench()->rfb() : RfbAccess(); }

    /// Who operates the desktop. Its turns are stored as events.
    Wheel &wheel() { return m_desktop.wheel(); }
    const Wheel &wheel() const { return m_desktop.wheel(); }
    /// Wheel::take(). Conflict also: the session has no desktop.
    Result<> takeWheel(WheelPerson person);

    /// SessionDesktop::allowHost(). That it is stored is the caller's.
    void allowHost(const QString &entry) { m_desktop.allowHost(entry); }

    /// Somebody uses the desktop without a run, e.g. at the wheel: it is not idle now.
    void noteUse() { m_lastUse = m_parts.clock.now(); }
    QDateTime lastUse() const { return m_lastUse; }

    /// No run goes on, and nobody is at the wheel.
    bool isAtRest() const { return m_stage == Stage::Idle && !wheel().isHeld(); }
    /// Tells so and ends the desktop, if there is one. Only at rest.
    void giveDesktopUp(const QString &reason);

    /// Interrupts, waits for the run to end, and ends the desktop. A message that was accepted to
    /// follow that run is stored.
    QCoro::Task<> close();

signals:
    /// Deltas of the reply on its way; not stored.
    void progressed(const pilothouse::ModelProgress &progress);
    /// The run's last event is stored (or could not be), and nothing of the run is left.
    void runEnded(const pilothouse::RunEnded &ended);
    /// Just before runEnded(), where the end could not be stored: no event tells of it. The next
    /// run stores it first.
    void endLost(const pilothouse::RunEnded &ended);
    /// Wheel::turned.
    void wheelTurned(const pilothouse::WheelTurn &turn);
    /// SessionDesktop::egressDenied.
    void egressDenied(const pilothouse::EgressDenied &denied);
    /// The desktop ends now: whoever uses it lets go of it.
    void desktopEnded();

private:
    /// False: refused.
    bool take(Step step);
    Result<> submit(UserMessage message, const QString &apiKey,
                    std::shared_ptr<Acceptance> acceptance, std::shared_ptr<OutsideCalls> outside);
    Result<> begin(QList<EventBody> opening, const QString &apiKey,
                   std::shared_ptr<Acceptance> acceptance,
                   std::shared_ptr<OutsideCalls> outside = {});
    Result<QList<EventBody>> lostEnd() const;
    void startNext();
    QCoro::Task<> supervise();
    void follow(const Event &event);
    void take(const SettingsChanged &change);
    void take(const GrantChanged &change);
    void leave(const RunEnded &ended);

    SessionParts m_parts;
    SessionRecord m_record;
    SecretBriefing m_briefing;
    Approvals m_approvals;
    SessionDesktop m_desktop;
    SessionPictures m_pictures;
    QDateTime m_lastUse;
    Stage m_stage = Stage::Idle;
    std::unique_ptr<SessionRun> m_run;  // that is going on
    std::unique_ptr<SessionRun> m_next; // that is accepted to follow it
    TaskScope m_tasks;
};

} // namespace pilothouse
