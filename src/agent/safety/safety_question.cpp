#include "agent/safety/safety_question.h"

#include "agent/approvals.h"
#include "tools/call_description.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// All that is to be known, for doors that show nothing else.
QString summaryOf(const QList<ToolCall> &calls, const ToolCall &first)
{
    QStringList steps;
    for (const ToolCall &call : calls)
        if (call.unit == first.unit)
            steps.append(describe(call).summary);
    QStringList checks;
    for (const SafetyCheck &check : first.checks)
        checks.append(words(check));
    return u"%1 – safety check: %2"_s.arg(steps.join(u", then "_s), checks.join(u' '));
}

QString denialOf(const ApprovalDecided &decision)
{
    const QString denied = u"Not executed: the user did not let a safety check of this turn pass. "
                           "Do not try the same again unless the user asks you to."_s;
    return decision.note.isEmpty() ? denied : denied + u" They said: "_s + decision.note;
}

QCoro::Task<ApprovalDecided> askOne(const RunParts &parts, OpenRun &run, QList<ToolCall> calls,
                                    ToolCall call, std::stop_token stop)
{
    // The wait begins before the question is told, so that no answer can come too early.
    auto waiting = parts.approvals.wait(call.id, call.tool, stop);
    ApprovalRequested question;
    question.run = run.id();
    question.toolUseId = call.id;
    question.tool = call.tool;
    question.summary = summaryOf(calls, call);
    question.input = call.input;
    question.reason = u"needs your word for a safety check"_s;
    question.action = describe(call).action;
    question.timeoutMs = parts.approvals.timeout().count();
    question.checks = call.checks;
    QList<EventBody> asking;
    asking.append(question);
    asking.append(StatusChanged{.status = SessionStatus::AwaitingApproval});
    const bool isAsked = co_await run.record(asking);
    if (!isAsked)
        parts.approvals.withdraw(call.id);
    ApprovalDecided decision = co_await std::move(waiting);
    if (decision.decision == Decision::Edit) // what was checked is what the model said
        decision.decision = Decision::Deny;
    decision.remember = false;
    if (isAsked) {
        QList<EventBody> answer;
        answer.append(decision);
        answer.append(StatusChanged{.status = SessionStatus::Running});
        const Result<> stored = co_await run.store(answer);
        parts.approvals.settle(call.id, stored);
    }
    co_return decision;
}

} // namespace

QCoro::Task<SafetyAnswer> askAboutSafety(const RunParts &parts, OpenRun &run, QList<ToolCall> calls,
                                         std::stop_token stop)
{
    QStringList notes;
    for (const ToolCall &call : calls) {
        if (call.checks.isEmpty() || run.hasEnded() || stop.stop_requested())
            continue;
        const ApprovalDecided decision = co_await askOne(parts, run, calls, call, stop);
        if (decision.decision == Decision::Deny)
            co_return SafetyAnswer{.refusal = denialOf(decision)};
        if (!decision.note.isEmpty())
            notes.append(u"[The user said: %1]"_s.arg(decision.note));
    }
    co_return SafetyAnswer{.note = notes.join(u'\n')};
}

} // namespace pilothouse
