#pragma once

#include "agent/session.h"

#include <QSet>

#include <memory>
#include <unordered_map>

namespace pilothouse {

/// The sessions that are open in this process, and the sweep after a crash. Main thread.
class SessionRegistry : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionRegistry)
public:
    SessionRegistry(SessionServices services, int maxSessions);
    ~SessionRegistry() override;

    /// Closes the runs that a crash left open: open calls get an answer, the run ends as
    /// interrupted, the conversation can go on. Returns how many. Call once, before anything else.
    QCoro::Task<Result<int>> recover();

    /// A new session, stored and open. Unavailable: `maxSessions` are open already.
    QCoro::Task<Result<Session *>> create(SessionOptions options);

    /// The open session with this id, opening it from the store if need be. NotFound;
    /// Unavailable: too many are open. Conflict: it is being closed or deleted.
    Result<Session *> open(const SessionId &id);

    /// The session if it is open, else null.
    Session *find(const SessionId &id) const;
    /// The status of `record`, or Running while a run begins whose first event is not stored yet,
    /// or Error after one whose end could not be stored.
    SessionStatus statusOf(const SessionRecord &record) const;
    bool personSteers(const SessionId &id) const; ///< has the session's wheel
    /// Wheel::state() of a session, open or not.
    QJsonObject wheelState(const SessionId &id) const;
    QList<SessionId> openSessions() const;

    /// Ends the session's run and desktop; its events stay. The Session is gone afterwards.
    QCoro::Task<> close(SessionId id);
    /// Closes the session for good: it takes no more messages. Returns it as it is then. NotFound.
    QCoro::Task<Result<SessionRecord>> finish(SessionId id);
    QCoro::Task<> closeAll();

    /// From here on open() refuses the session, until unbar(). False: it was barred already.
    bool bar(const SessionId &id);
    void unbar(const SessionId &id) { m_barred.remove(id); }
    bool isBarred(const SessionId &id) const { return m_barred.contains(id); }

    int openCount() const { return static_cast<int>(m_sessions.size()); }

signals:
    /// The session is not open any more; its object is gone.
    void closed(const pilothouse::SessionId &id);
    /// Session::progressed of any of them.
    void progressed(const pilothouse::SessionId &session,
                    const pilothouse::ModelProgress &progress);
    /// Session::endLost of any of them.
    void endLost(const pilothouse::SessionId &session, const pilothouse::RunEnded &ended);
    /// Session::wheelTurned of any of them.
    void wheelTurned(const pilothouse::SessionId &session, const pilothouse::WheelTurn &turn);
    /// The session is deleted; nothing of it is left. Emitted by SessionRemoval.
    void removed(const pilothouse::SessionId &session);

private:
    Session *adopt(SessionRecord record);
    QCoro::Task<Result<>> closeOpenRun(SessionId session);
    bool makeRoom();
    Error full() const;

    SessionServices m_services;
    int m_maxSessions;
    std::unordered_map<QString, std::unique_ptr<Session>> m_sessions;
    QSet<SessionId> m_closing;
    QSet<SessionId> m_barred; // being deleted
};

} // namespace pilothouse
