#include "agent/session_actions.h"

namespace pilothouse {

QCoro::Task<Result<ShellLineEnd>> SessionActions::command(SessionId id, QString line,
                                                          std::chrono::milliseconds patience,
                                                          std::stop_token stop, QString actor)
{
    const Result<Session *> session = m_parts.registry.open(id);
    if (!session)
        co_return fail(session.error());
    Result<ShellLineEnd> end = co_await (*session)->command(line, patience, std::move(stop));
    if (end || end.error().code == Errc::Timeout)
        note(auditText(actor, id, AuditAction::CommandRun, line));
    co_return end;
}

} // namespace pilothouse
