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
    const auto created = co_await create(std::move(options), actor);
    if (!created)
        co_return fail(created.error());
    const auto stored = co_await m_parts.journal.append(created->id, std::move(copied));
    if (!stored)
        co_return fail(stored.error());
    co_return m_parts.registry.record(created->id);
}

} // namespace pilothouse
