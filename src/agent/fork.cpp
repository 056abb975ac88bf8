#include "agent/fork.h"

#include "agent/context.h"

#include <QHash>

#include <algorithm>

namespace pilothouse {

namespace {

/// The last event of the copy: the first one from `upTo` on after which no reply is under way and
/// no call without its answer, else the last one before.
EventSeq borderAt(const QList<Event> &events, EventSeq upTo)
{
    EventSeq border = 0;
    bool isReplying = false;
    QList<Event> step; // since the last border
    for (const Event &event : events) {
        if (event.seq > upTo && border >= upTo)
            break;
        step.append(event);
        if (std::holds_alternative<ModelBlock>(event.body))
            isReplying = true;
        else if (std::holds_alternative<TurnEnded>(event.body))
            isReplying = false;
        if (isReplying || !openCalls(step).isEmpty())
            continue;
        border = event.seq;
        step.clear();
    }
    return border;
}

/// Whether it belongs to the conversation, and how it is copied.
struct Copy
{
    const QHash<EventSeq, EventSeq> &places; ///< in the copy

    bool operator()(UserMessage &) const { return true; }
    bool operator()(RunStarted &) const { return true; }
    bool operator()(ModelBlock &) const { return true; }
    bool operator()(ToolStarted &) const { return true; }
    bool operator()(ToolResult &) const { return true; }
    bool operator()(ReplyStopped &) const { return true; }
    bool operator()(ConversationSummarised &summary) const
    {
        summary.upTo = places.value(summary.upTo);
        return true;
    }
    bool operator()(TurnEnded &turn) const
    {
        turn.usage = {};
        turn.costUsd = 0;
        return true;
    }
    bool operator()(RunEnded &ended) const
    {
        ended.usage = {};
        ended.costUsd = 0;
        return true;
    }
    template <typename Other> bool operator()(Other &) const { return false; }
};

} // namespace

QList<EventBody> forkOf(const QList<Event> &events, EventSeq upTo, const SessionId &session,
                        const QString &title)
{
    const EventSeq border = borderAt(events, upTo);
    QList<EventBody> copied;
    QHash<EventSeq, EventSeq> places; // what is not copied has the place of the one before it
    for (const Event &event : events) {
        if (event.seq > border)
            break;
        EventBody body = event.body;
        if (std::visit(Copy{places}, body))
            copied.append(std::move(body));
        places.insert(event.seq, copied.size());
    }
    copied.append(Forked{session, border, title});
    return copied;
}

} // namespace pilothouse
