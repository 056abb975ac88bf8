// What somebody outside does with a desktop.
#include "agent/session_actions.h"

#include "agent/outside/outside_calls.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QCoro::Task<Result<>> SessionActions::operate(SessionId id, QString who, QString purpose,
                                              QString actor)
{
    const Result<Session *> session = m_parts.registry.open(id);
    if (!session)
        co_return fail(session.error());
    const auto acceptance = std::make_shared<Acceptance>();
    const auto calls = std::make_shared<OutsideCalls>(who, m_parts.registry.clock());
    if (auto begun = (*session)->operate(calls, purpose, acceptance); !begun)
        co_return begun;
    const Result<> stored = co_await untilSettled(acceptance, m_parts.registry.clock());
    if (stored)
        note(auditText(actor, id, AuditAction::MessageSent, purpose));
    co_return stored;
}

QCoro::Task<Result<ToolResult>> SessionActions::act(SessionId id, ToolCall call,
                                                    std::stop_token stop)
{
    const Result<Session *> session = ifOpen(id);
    if (!session)
        co_return fail(session.error());
    const std::shared_ptr<OutsideCalls> calls = *session ? (*session)->outside() : nullptr;
    if (!calls)
        co_return fail(Errc::Conflict, u"Nobody outside operates this session now."_s);
    const Result<ToolResult> result = co_await OutsideCalls::ask(calls, call, stop);
    co_return result;
}

} // namespace pilothouse
