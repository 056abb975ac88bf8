#include "agent/upkeep/crash_recovery.h"

#include "agent/context.h"
#include "core/log.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Whether no run has begun since the last message.
bool endsUnanswered(const QList<Event> &events)
{
    for (auto event = events.crbegin(); event != events.crend(); ++event) {
        if (std::holds_alternative<RunStarted>(event->body))
            return false;
        if (std::holds_alternative<UserMessage>(event->body))
            return true;
    }
    return false;
}

QCoro::Task<Result<>> closeOpenRun(SessionParts parts, SessionId session, bool mayLive)
{
    const auto events = parts.journal.events(session);
    if (!events)
        co_return fail(events.error());
    RunEnded ended{.run = {}, .outcome = RunOutcome::Interrupted, .message = {}};
    ended.message = endsUnanswered(*events)
                        ? u"The server stopped before this message was answered. Resume "
                          "the session to have it answered."_s
                        : u"The server stopped in the middle of this run."_s;
    const QString unknown =
        u"The server stopped before this was finished; it may have been done in part. "_s;
    const QString desktop = mayLive ? u"The desktop may be as it was: look at it first."_s
                                    : u"The desktop was started anew."_s;
    QList<EventBody> bodies = closingOf(*events, ended, unknown + desktop);
    const auto stored = co_await parts.journal.append(session, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    if (const auto record = parts.sessions.find(session)) {
        SessionPictures pictures(*record, parts.sessions, parts.blobs);
        co_await pictures.runEnded();
    }
    qCInfo(logAgent) << "closed a run that was cut off in session" << session.value;
    co_return Result<>();
}

} // namespace

QCoro::Task<Result<int>> closeOpenRuns(SessionParts parts, bool desktopsMayLive)
{
    const auto left = parts.journal.sessionsWithOpenRun();
    if (!left)
        co_return fail(left.error());
    const QList<SessionId> &sessions = *left;
    for (const SessionId &session : sessions) {
        const auto closed = co_await closeOpenRun(parts, session, desktopsMayLive);
        if (!closed)
            co_return fail(closed.error());
    }
    co_return static_cast<int>(sessions.size());
}

} // namespace pilothouse
