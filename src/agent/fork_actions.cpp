#include "agent/fork.h"
#include "agent/session_actions.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString continuedTitle(const QString &title)
{
    const QString mark = u" (continued)"_s;
    return title.isEmpty() || title.endsWith(mark) ? title : title + mark;
}

} // namespace

QCoro::Task<Result<SessionRecord>> SessionActions::fork(SessionId id, EventSeq upTo, QString actor)
{
    const auto original = m_parts.sessions.find(id);
    if (!original)
        co_return fail(original.error());
    const auto events = m_parts.journal.events(id);
    if (!events)
        co_return fail(events.error());
    QList<EventBody> copied = forkOf(*events, upTo, id, original->options.title);
    SessionOptions options = original->options;
    const bool isBegun = copied.size() > 1; // else the next message names it
    options.title = isBegun ? continuedTitle(options.title) : QString();
    options.desk.clear(); // its files come from the original
    const auto created = co_await create(std::move(options), actor);
    if (!created)
        co_return fail(created.error());
    const Result<> filled = co_await fillFork(created->id, *events, std::move(copied));
    if (!filled) {
        co_await m_parts.removal.removeSession(created->id, actor);
        co_return fail(filled.error());
    }
    co_return m_parts.registry.record(created->id);
}

/// Files first: the events tell which they are.
QCoro::Task<Result<>> SessionActions::fillFork(SessionId fork, QList<Event> original,
                                               QList<EventBody> copied)
{
    Forked &forked = std::get<Forked>(copied.last());
    const auto saved = m_parts.snapshots.ofMoment(original, forked.seq);
    if (!saved)
        co_return fail(saved.error());
    const Result<> may = m_parts.snapshots.mayLeave(forked.session);
    if (!may && may.error().code != Errc::Conflict)
        co_return may;
    Result<> brought;
    if (*saved)
        brought = co_await m_parts.snapshots.bring(**saved, fork);
    else if (may)
        brought = co_await m_parts.snapshots.copy(forked.session, fork);
    if (!brought)
        co_return brought;
    if (*saved || may)
        forked.files = *saved ? u"then"_s : u"now"_s;
    const auto stored = co_await m_parts.journal.append(fork, std::move(copied));
    if (!stored)
        co_return fail(stored.error());
    co_return Result<>();
}

/// Nothing without a name.
QCoro::Task<Result<>> SessionActions::bringDesk(QString name, SessionId into)
{
    if (name.isEmpty())
        co_return Result<>();
    const auto desk = m_parts.snapshots.saved().desk(name);
    if (!desk)
        co_return fail(desk.error());
    const Result<> brought = co_await m_parts.snapshots.bring(*desk, into);
    co_return brought;
}

} // namespace pilothouse
