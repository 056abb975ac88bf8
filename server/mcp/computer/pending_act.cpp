#include "mcp/computer/pending_act.h"

namespace pilothouse {

namespace {

constexpr auto kOneWait = std::chrono::hours(1); // every wait ends
constexpr int kRecent = 200;                     // events

const ToolResult *resultIn(const Event &event, const QString &callId)
{
    const auto *result = std::get_if<ToolResult>(&event.body);
    return result && result->toolUseId == callId ? result : nullptr;
}

} // namespace

QCoro::Task<> carryOutAct(McpParts parts, SessionId session, ToolCall deed,
                          std::shared_ptr<PendingAct> pending)
{
    const Result<ToolResult> result =
        co_await parts.actions.act(session, deed, pending->stop.get_token());
    pending->result = result;
    pending->changed.wake();
}

QCoro::Task<std::optional<ToolResult>> resultOfCall(McpParts parts, SessionId session,
                                                    QString callId, std::stop_token stop)
{
    Waiter waiter(parts.clock);
    std::optional<ToolResult> found;
    QObject::connect(&parts.journal, &Journal::appended, &waiter, [&](const Event &event) {
        const ToolResult *result = event.session == session ? resultIn(event, callId) : nullptr;
        if (result == nullptr)
            return;
        found = *result;
        waiter.wake();
    });
    if (const auto record = parts.sessions.find(session)) {
        const EventSeq after = std::max<EventSeq>(0, record->lastSeq - kRecent);
        const auto events = parts.journal.events(session, after);
        for (const Event &event : events.value_or(QList<Event>()))
            if (const ToolResult *result = resultIn(event, callId))
                found = *result;
    }
    while (!found && !stop.stop_requested())
        co_await waiter.wait(stop, kOneWait);
    co_return found;
}

} // namespace pilothouse
