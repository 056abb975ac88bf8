#include "agent/approvals.h"

#include "core/wait.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

struct Approvals::Pending
{
    Pending(QString forTool, const Clock &clock) : tool(std::move(forTool)), waiter(clock) {}
    QString tool;
    Waiter waiter;
    std::optional<ApprovalDecided> decision;
    std::shared_ptr<Acceptance> acceptance;
};

Grant Approvals::kindOf(const ToolCall &call)
{
    return {call.tool, call.action, describe(call).action.secrets};
}

bool Approvals::typesUnbound(const CallDescription &description) const
{
    return std::ranges::any_of(description.action.secrets, [this](const QString &name) {
        const Secret *secret = m_secrets.find(name);
        return secret != nullptr && !secret->isBound();
    });
}

bool Approvals::mustAsk(const ToolCall &call, const CallDescription &description) const
{
    if (typesUnbound(description))
        return true;
    if (m_remembered.contains(kindOf(call).id()))
        return false;
    switch (m_policy) {
    case ApprovalPolicy::Auto:
        return false;
    case ApprovalPolicy::Sensitive:
        return description.risk == Risk::Sensitive;
    case ApprovalPolicy::All:
        return description.risk != Risk::Read;
    }
    return true;
}

QCoro::Task<ApprovalDecided> Approvals::wait(QString toolUseId, QString tool, std::stop_token stop)
{
    Pending pending(std::move(tool), m_clock);
    m_pending.insert(toolUseId, &pending);
    const Woken woken = co_await pending.waiter.wait(stop, m_timeout);
    m_pending.remove(toolUseId);
    if (pending.decision && woken != Woken::Stopped) {
        if (pending.acceptance)
            m_unsettled.insert(toolUseId, pending.acceptance);
        co_return *pending.decision;
    }
    if (pending.acceptance)
        pending.acceptance->settle(fail(Errc::Conflict, u"The run was interrupted."_s));
    ApprovalDecided denied;
    denied.toolUseId = toolUseId;
    denied.by = woken == Woken::Stopped ? u"interrupt"_s : u"timeout"_s;
    denied.note =
        woken == Woken::Stopped ? u"The run was interrupted."_s : u"Nobody answered in time."_s;
    co_return denied;
}

Result<> Approvals::decide(ApprovalDecided decision, std::shared_ptr<Acceptance> acceptance)
{
    Pending *pending = m_pending.value(decision.toolUseId);
    if (pending == nullptr || pending->decision)
        return fail(Errc::NotFound, u"No approval with this id is waiting."_s);
    if (decision.decision == Decision::Edit && decision.input.isEmpty())
        return fail(Errc::InvalidArgument, u"An edited approval needs the new input."_s);
    pending->decision = std::move(decision);
    pending->acceptance = std::move(acceptance);
    pending->waiter.wake();
    return {};
}

void Approvals::settle(const QString &toolUseId, const Result<> &stored)
{
    if (const auto acceptance = m_unsettled.take(toolUseId))
        acceptance->settle(stored);
}

QString Approvals::pendingTool(const QString &toolUseId) const
{
    const Pending *pending = m_pending.value(toolUseId);
    return pending == nullptr ? QString() : pending->tool;
}

void Approvals::withdraw(const QString &toolUseId)
{
    ApprovalDecided denied;
    denied.toolUseId = toolUseId;
    denied.by = u"policy"_s;
    (void)decide(std::move(denied));
}

} // namespace pilothouse
