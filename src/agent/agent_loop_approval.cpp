// How AgentLoop asks people before it acts.
#include "agent/agent_loop.h"

#include "tools/risk.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestInput = 2000; // characters; the model need not read a file again

// What the model should know besides the outcome; empty: nothing.
QString remarkOf(const ApprovalDecided &decision)
{
    QStringList lines;
    if (decision.decision == Decision::Edit) {
        QString input =
            QString::fromUtf8(QJsonDocument(decision.input).toJson(QJsonDocument::Compact));
        if (input.size() > kLongestInput)
            input = input.first(kLongestInput) + u'…';
        lines << u"[The user changed this call before it was carried out: %1]"_s.arg(input);
    }
    if (!decision.note.isEmpty())
        lines << u"[The user said: %1]"_s.arg(decision.note);
    return lines.join(u'\n');
}

} // namespace

QCoro::Task<Result<AgentLoop::Answered>> AgentLoop::approve(ToolCall call, std::stop_token stop)
{
    const CallDescription description = describe(call);
    const bool cannotRun = !call.malformed.isEmpty() || call.tool.isEmpty(); // the tools say why
    if (cannotRun || !m_parts.approvals.mustAsk(call, description))
        co_return Answered(Allowed{.call = call});
    // The wait begins before the question is told, so that no answer can come too early.
    auto waiting = m_parts.approvals.wait(call.id, call.tool, stop);
    const ApprovalRequested question{m_run,      call.id,           call.tool, description.summary,
                                     call.input, description.reason};
    const auto asked = co_await append(question, SessionStatus::AwaitingApproval);
    if (!asked)
        m_parts.approvals.withdraw(call.id);
    const ApprovalDecided decision = co_await std::move(waiting);
    if (!asked)
        co_return fail(asked.error());
    if (auto stored = co_await append(decision, SessionStatus::Running); !stored)
        co_return fail(stored.error());
    if (decision.decision == Decision::Deny) {
        QString text = u"The user did not grant permission to run '%1'. Do not retry it unless "
                       "the user asks you to."_s.arg(call.name);
        if (!decision.note.isEmpty())
            text += u" They said: "_s + decision.note;
        co_return Answered(refusal(call, text));
    }
    if (decision.decision == Decision::Edit)
        call.input = decision.input;
    if (decision.remember)
        m_parts.approvals.remember(call);
    co_return Answered(Allowed{.call = call, .remark = remarkOf(decision)});
}

} // namespace pilothouse
