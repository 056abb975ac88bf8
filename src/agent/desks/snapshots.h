#pragma once

#include "core/config.h"
#include "core/task_scope.h"
#include "sandbox/desks/saved_files.h"
#include "store/journal.h"
#include "store/saved/saved_store.h"
#include "store/session_store.h"

#include <QFuture>
#include <QObject>
#include <QSet>
#include <QThreadPool>

namespace pilothouse {

/// Keeps files of sessions and brings them back: rows in the store, folders on the disk. The
/// copying is done beside the main thread, for each session one at a time. By itself it takes a
/// snapshot when a message is sent and when a run ends, if anything has changed since the last one.
/// Main thread; outlives its tasks: stop() first.
class Snapshots : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Snapshots)
public:
    enum class By { Person, Itself };

    struct Parts
    {
        SavedStore &saved;
        SessionStore &sessions;
        Journal &journal;
        const Clock &clock;
    };

    /// `desktop` says where everything is, and how much may be kept.
    Snapshots(Parts parts, DesktopConfig desktop);

    /// The files of a session as they are now. Nothing has changed since the last one: that one,
    /// which is a person's from now on if it is asked for by one. The oldest of those that were
    /// taken by itself goes where there are too many, or they take up too much. NotFound: no such
    /// session. Conflict: none may go, none are kept, or mayLeave(). Io. Stopped.
    QCoro::Task<Result<SavedFiles>> take(SessionId session, By by);
    /// The files of a snapshot under a name, too. Conflict: there is a desk of the name and it is
    /// not to be replaced, or there are too many. Io: they would take up too much; the disk.
    QCoro::Task<Result<SavedFiles>> keepAsDesk(SavedFiles snapshot, QString name, bool replaces);

    /// bringFiles(), copyFiles(). Nothing may run in `session`.
    QCoro::Task<Result<>> bring(SavedFiles saved, SessionId session);
    QCoro::Task<Result<>> copy(SessionId from, SessionId session);

    /// Conflict: the session's files may hold secrets, which would be masked nowhere else; or they
    /// are not on this machine.
    Result<> mayLeave(const SessionId &session) const;

    /// Nobody can use it from here on. Io: what is left of it goes with the next start.
    QCoro::Task<Result<>> remove(SavedFiles saved);

    /// The snapshot that has the files as they were after the event `seq`: nothing that could
    /// change them lies in between. Nothing: there is none.
    Result<std::optional<SavedFiles>> ofMoment(const QList<Event> &events, EventSeq seq) const;

    const SavedStore &saved() const { return m_parts.saved; }

    /// Removes what a crash has left. Once, before anything else.
    QCoro::Task<> recover();
    /// Lets nothing begin, and waits for what has begun.
    QCoro::Task<> stop();

signals:
    /// The next in line may begin.
    void freed();

private:
    /// The session's files are one task's alone while it lives.
    class Turn
    {
        Q_DISABLE_COPY_MOVE(Turn)
    public:
        Turn(Snapshots &all, SessionId session) : m_all(all), m_session(std::move(session)) {}
        ~Turn()
        {
            m_all.m_busy.remove(m_session);
            emit m_all.freed();
        }

    private:
        Snapshots &m_all;
        SessionId m_session;
    };

    void follow(const Event &event);
    QCoro::Task<bool> waitForTurn(SessionId session);
    QCoro::Task<Result<std::optional<SavedFiles>>> unchanged(SavedFiles latest, EventSeq now,
                                                             By by);
    QCoro::Task<Result<SavedFiles>> save(SessionId session, EventSeq now, By by,
                                         std::optional<SavedFiles> former);
    QCoro::Task<Result<>> makeRoom(QList<SavedFiles> known);
    QCoro::Task<Result<>> fitIn(SavedFiles fresh);
    QCoro::Task<Result<>> finish(SavedFiles saved, Result<TreeFacts> facts, bool replaces);

    Parts m_parts;
    DesktopConfig m_desktop;
    QSet<SessionId> m_busy;
    QSet<SessionId> m_waiting; ///< for a snapshot by itself
    std::stop_source m_stop;
    QThreadPool m_pool; ///< of its own: pictures are not to wait for the disk
    TaskScope m_tasks;
};

/// Where it lies: snapshotPlace(), deskPlace().
QString placeOf(const SavedFiles &saved);

} // namespace pilothouse
