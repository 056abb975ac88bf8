#pragma once

#include "agent/session.h"

#include <QSet>

#include <memory>
#include <unordered_map>

namespace pilothouse {

/// The sessions that are open in this process. Main thread.
class SessionRegistry : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SessionRegistry)
public:
    SessionRegistry(SessionParts parts, int maxSessions);
    ~SessionRegistry() override;

    /// A new session, stored and open. As many desktops as may be are in use: the session at rest
    /// that nobody watches, or that was used least recently, gives its own up. Unavailable: none is
    /// at rest.
    QCoro::Task<Result<Session *>> create(SessionOptions options);

    /// The open session with this id, opening it from the store if need be. NotFound;
    /// Unavailable: as create(). Conflict: it is being closed or deleted.
    Result<Session *> open(const SessionId &id);

    /// The session if it is open, else null.
    Session *find(const SessionId &id) const;
    /// A session as stored, open or not, with the status it has at this moment. NotFound.
    Result<SessionRecord> record(const SessionId &id) const;
    /// SessionStore::list() likewise.
    Result<QList<SessionRecord>> records(int limit = -1, int offset = 0,
                                         SessionOrder order = SessionOrder::Newest) const;
    /// That status: statusAt().
    SessionStatus statusOf(const SessionRecord &record) const;
    bool personSteers(const SessionId &id) const; ///< has the session's wheel
    bool hasDesktop(const SessionId &id) const;
    QStringList questions(const SessionId &id) const; ///< Session::questions()
    /// The last event of a session, or the last use of its desktop.
    QDateTime lastUse(const SessionRecord &record) const;
    /// Wheel::state() of a session, open or not.
    QJsonObject wheelState(const SessionId &id) const;
    QList<SessionId> openSessions() const;

    /// Session::giveDesktopUp(), at once; the session is not open afterwards, and its next message
    /// opens it. False: it is not open, or not at rest.
    bool giveDesktopUp(const SessionId &id, const QString &reason);
    /// Stores that the desktop of this session, which is not open, is lost.
    void tellLost(const SessionId &id);
    /// Ends the session's run and desktop; its events stay. The Session is gone afterwards.
    QCoro::Task<> close(SessionId id);
    /// Closes the session for good: it takes no more messages. Returns it as it is then. NotFound.
    QCoro::Task<Result<SessionRecord>> finish(SessionId id);
    QCoro::Task<> closeAll();

    /// From here on open() refuses the session, until unbar(). False: it was barred already.
    bool bar(const SessionId &id);
    void unbar(const SessionId &id) { m_barred.remove(id); }
    bool isBarred(const SessionId &id) const { return m_barred.contains(id); }

    /// The same while the files of a session that is to stay are being changed. False: that is
    /// being done already, or it is barred.
    bool hold(const SessionId &id);
    void release(const SessionId &id) { m_held.remove(id); }
    bool isHeld(const SessionId &id) const { return m_held.contains(id); }

    int openCount() const { return static_cast<int>(m_sessions.size()); }

    const Clock &clock() const { return m_parts.clock; }

signals:
    void created(const pilothouse::SessionId &id);
    /// The session is not open any more; its object is gone.
    void closed(const pilothouse::SessionId &id);
    /// Session::progressed of any of them.
    void progressed(const pilothouse::SessionId &session,
                    const pilothouse::ModelProgress &progress);
    /// Session::endLost of any of them.
    void endLost(const pilothouse::SessionId &session, const pilothouse::RunEnded &ended);
    /// Session::wheelTurned of any of them.
    void wheelTurned(const pilothouse::SessionId &session, const pilothouse::WheelTurn &turn);
    /// Session::egressDenied of any of them.
    void egressDenied(const pilothouse::SessionId &session, const pilothouse::EgressDenied &denied);
    /// The session is deleted; nothing of it is left. Emitted by SessionRemoval.
    void removed(const pilothouse::SessionId &session);

private:
    Session *adopt(SessionRecord record);
    bool makeRoom();
    Session *mostIdle() const;
    Error full() const;

    SessionParts m_parts;
    int m_maxSessions;
    int m_creating = 0; // their places are taken
    std::unordered_map<QString, std::unique_ptr<Session>> m_sessions;
    QSet<SessionId> m_closing;
    QSet<SessionId> m_barred; // being deleted
    QSet<SessionId> m_held;
};

} // namespace pilothouse
