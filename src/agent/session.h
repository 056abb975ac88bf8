#pragma once

#include "agent/approvals.h"
#include "agent/session_pictures.h"
#include "agent/wheel.h"
#include "agent/workbench.h"
#include "core/clock.h"
#include "model/model_client.h"
#include "store/blob_store.h"
#include "store/journal.h"

namespace pilothouse {

class AgentLoop;

/// What all sessions share. Everything outlives the sessions.
struct SessionServices
{
    Journal &journal;
    BlobStore &blobs;
    SessionStore &sessions;
    ModelClient &model;
    const Clock &clock;
    WorkbenchFactory workbench;
    std::chrono::milliseconds approvalTimeout{15 * 60'000};
    Wheel::Limits wheel = {};
};

/// Conflict: what needs a desktop is asked of a session without one.
Error noDesktop();

/// Whether the stored status of a session says that a run has begun and not ended.
bool hasOpenRun(SessionStatus status);

/// One session that is open in this process: a shell round its workbench, its approvals and the
/// run that is going on, if one is. The desktop starts with the first run and stays until close().
/// Main thread. Owned by SessionRegistry. close() before destroying it.
class Session : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Session)
public:
    Session(SessionServices services, SessionRecord record);
    ~Session() override;

    const SessionId &id() const { return m_record.id; }
    bool isRunning() const { return m_running; }
    /// A run has begun, but `record` is from before its first event: its desktop may be starting.
    bool isStarting(const SessionRecord &record) const
    {
        return m_running && record.lastSeq <= m_openingSeq;
    }

    /// Stores the message and begins a run. The events are the answer. `apiKey` overrides the
    /// configured key for this run. Conflict: a run is going on, or the session is finished.
    /// Whoever has seen the end of a run may submit at once.
    Result<> submit(const QString &text, const QString &apiKey = {});

    /// Goes on after a pause, a budget, an interrupt or an error without a new message. Conflict:
    /// as submit(), or there is nothing to go on with.
    Result<> resume(const QString &apiKey = {});

    /// Ends the run before its next step; resume() goes on. Conflict: no run is going on.
    Result<> pause();

    /// Ends the run, and one that was accepted to follow it: the request is aborted, the tool's
    /// processes killed, input released, every open call answered. Nothing happens when no run is
    /// going on.
    void interrupt();

    Result<> decide(ApprovalDecided decision) { return m_approvals.decide(std::move(decision)); }
    QString pendingTool(const QString &toolUseId) const
    {
        return m_approvals.pendingTool(toolUseId);
    }

    /// The session's screen; null before its desktop has started and after it ended.
    Display *display() const { return m_workbench ? m_workbench->display() : nullptr; }
    bool hasDesktop() const { return m_workbench != nullptr; }
    /// Where the screen speaks RFB; nowhere without a desktop.
    RfbAccess rfb() const { return m_workbench ? m_workbench->rfb() : RfbAccess(); }

    /// Who operates the desktop. Its turns are stored as events.
    Wheel &wheel() { return m_wheel; }
    const Wheel &wheel() const { return m_wheel; }
    /// Wheel::take(). Conflict also: the session has no desktop.
    Result<> takeWheel(WheelPerson person);

    /// Somebody uses the desktop without a run, e.g. at the wheel: it is not idle now.
    void noteUse() { m_lastUse = m_services.clock.now(); }
    QDateTime lastUse() const { return m_lastUse; }

    /// Interrupts, waits for the run to end, and ends the desktop.
    QCoro::Task<> close();

signals:
    /// Deltas of the reply on its way; not stored.
    void progressed(const pilothouse::ModelProgress &progress);
    /// The run's last event is stored (or could not be).
    void runEnded(const pilothouse::RunEnded &ended);
    /// Just before runEnded(), where the end could not be stored: no event tells of it. The next
    /// run stores it first.
    void endLost(const pilothouse::RunEnded &ended);
    /// Wheel::turned.
    void wheelTurned(const pilothouse::WheelTurn &turn);
    /// The desktop ends now: whoever uses it lets go of it.
    void desktopEnded();

private:
    QCoro::Task<> supervise(QList<EventBody> opening, QString apiKey);
    QCoro::Task<> endBroken(RunEnded ended);
    QCoro::Task<RunEnded> runOnce(QList<EventBody> opening, QString apiKey, std::stop_token stop);
    QCoro::Task<Result<>> prepareWorkbench(std::stop_token stop);
    Result<> begin(QList<EventBody> opening, const QString &apiKey);
    Result<QList<EventBody>> lostEnd() const;
    void startNext();
    void workbenchDied(const Error &reason);
    void dropDeadWorkbench();
    std::unique_ptr<Workbench> takeWorkbench();
    void onWheelTurned(const WheelTurn &turn);

    SessionServices m_services;
    SessionRecord m_record;
    Approvals m_approvals;
    Wheel m_wheel;
    std::unique_ptr<Workbench> m_workbench;
    SessionPictures m_pictures;
    std::unique_ptr<AgentLoop> m_loop; // of the run that is going on
    std::stop_source m_stop;           // of the run that is going on
    std::stop_source m_pause;          // likewise
    QDateTime m_lastUse;
    EventSeq m_openingSeq = 0; // of the last event before the run's own
    // What begins next: at once, or when a run whose end has been told has left.
    struct Opening
    {
        QList<EventBody> bodies;
        QString apiKey;
        std::stop_source stop = {};
        std::stop_source pause = {};
    };
    std::optional<Opening> m_next;
    bool m_endTold = false; // the end of the run is stored and published
    bool m_workbenchDied = false;
    bool m_running = false;
    bool m_closed = false;
};

} // namespace pilothouse
