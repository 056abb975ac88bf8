#pragma once

#include "store/event.h"

#include <QCoroTask>
#include <QObject>

#include <functional>
#include <memory>

namespace pilothouse {

class Clock;
class Connection;
class Database;

/// The append-only journal of all sessions: stored first, told afterwards.
///
/// append() hands the events to the writer thread, which commits groups of them durably (WAL,
/// synchronous=FULL); then, on the main thread and in order of their numbers, `appended` fires for
/// each, and only then does the awaiting caller continue. So what anybody has seen survives
/// kill -9 at any moment, and events() always contains everything that was told.
/// Lives on the main thread. The Database outlives it.
class Journal : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Journal)
public:
    Journal(Database &database, const Clock &clock);
    ~Journal() override;

    /// What becomes of each event before anybody is told of it, e.g. to take secrets out of it.
    using Filter = std::function<EventBody(const SessionId &, EventBody)>;
    void setFilter(Filter filter);

    /// What is stored with each event of an append, in its transaction; a failure undoes it. Called
    /// on the writer's thread with the session's key, the number of the first event, and when. To
    /// be set before anything is appended.
    using Alongside = std::function<Result<>(Connection &, qint64 session, EventSeq first,
                                             const QDateTime &at, const QList<EventBody> &)>;
    void setAlongside(Alongside alongside);

    /// Appends all of `bodies` in one transaction, or none; returns the number of the last one.
    /// The order of calls is the order of numbers. It is queued at once: a caller that does not
    /// care when it is durable may drop the task.
    /// NotFound: no such session. Io, Unavailable: the disk is full, read-only or locked: the
    /// message says which; nothing was stored and `failed` has fired.
    QCoro::Task<Result<EventSeq>> append(SessionId session, QList<EventBody> bodies);

    /// Whether something could be stored now: writes a page that says nothing new. Errors: those of
    /// append().
    QCoro::Task<Result<>> tryToStore();

    /// Stored events with a number above `after`, oldest first. `limit` < 0: all.
    Result<QList<Event>> events(const SessionId &session, EventSeq after = 0, int limit = -1) const;

    /// Whether a secret's placeholder was ever said or typed in the session: programs may have
    /// written its value to their files.
    Result<bool> namesSecrets(const SessionId &session) const;
    /// Sessions whose last run has no RunEnded, or whose last message no run: what a crash left
    /// behind. For the start-up sweep.
    Result<QList<SessionId>> sessionsWithOpenRun() const;

signals:
    void appended(const pilothouse::Event &event);
    void failed(const pilothouse::Error &error);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
