#include "agent/call_batch.h"

#include "agent/approvals.h"
#include "agent/budget.h"
#include "agent/secrets/secret_briefing.h"
#include "agent/session_desktop.h"
#include "agent/pictures/session_pictures.h"
#include "agent/safety/safety_question.h"
#include "core/json.h"
#include "tools/call_description.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// The model API's toolset guide fixes this sentence.
constexpr auto kHalted = "Not executed: an earlier computer action in this turn failed."_L1;
constexpr qsizetype kLongestInput = 2000; // characters; the model need not read a file again

// What the model should know of a grant besides the outcome; empty: nothing.
QString remarkOf(const ApprovalDecided &decision)
{
    QStringList lines;
    if (decision.decision == Decision::Edit) {
        QString input = QString::fromUtf8(compactJson(decision.input));
        if (input.size() > kLongestInput)
            input = input.first(kLongestInput) + u'…';
        lines << u"[The user changed this call before it was carried out: %1]"_s.arg(input);
    }
    if (!decision.note.isEmpty())
        lines << u"[The user said: %1]"_s.arg(decision.note);
    return lines.join(u'\n');
}

QString denialOf(const ToolCall &call, const ApprovalDecided &decision)
{
    const QString denied = u"The user did not grant permission to run '%1'. Do not retry it unless "
                           "the user asks you to."_s.arg(call.name);
    return decision.note.isEmpty() ? denied : denied + u" They said: "_s + decision.note;
}

/// Whether the screen is not as the steps behind it expect, if it fails.
bool isStep(const ToolCall &call)
{
    return usesScreen(call) || call.tool == "wait_for"_L1;
}

bool isLastOfUnit(const QList<ToolCall> &calls, qsizetype place)
{
    const QString unit = calls.at(place).unit;
    const bool goesOn = place + 1 < calls.size() && calls.at(place + 1).unit == unit;
    return !unit.isEmpty() && !goesOn;
}

/// What cannot be read cannot be judged, so the tools must not run it: they say why.
ToolCall asJudged(ToolCall call)
{
    if (const Result<Judgement> judgement = judge(call); !judgement)
        call.malformed = judgement.error().message;
    return call;
}

} // namespace

QCoro::Task<QList<ToolResult>> CallBatch::answer(QList<ToolCall> calls, std::stop_token stop)
{
    QList<ToolResult> results;
    SafetyAnswer safety = co_await askAboutSafety(m_parts, m_run, calls, stop);
    m_toldOfSafety = safety.refusal;
    for (qsizetype i = 0; i < calls.size(); ++i) {
        ToolCall call = calls.at(i);
        const bool endsUnit = isLastOfUnit(calls, i);
        // Only the last action of a batch looks: one picture per turn is what the model needs.
        call.look = endsUnit || std::none_of(calls.begin() + i + 1, calls.end(), givesPicture);
        ToolResult result = co_await answerTo(call, stop);
        if (endsUnit && result.images.isEmpty())
            result = co_await withPicture(call, result, stop);
        result.text = withNote(result.text, std::exchange(safety.note, QString()));
        const bool isStored = co_await m_run.record(result);
        if (!isStored)
            co_return results;
        results.append(result);
        const Result<> kept = co_await m_parts.pictures.keep(result.images);
        if (!kept)
            m_run.endBy(kept.error());
    }
    co_return results;
}

QCoro::Task<ToolResult> CallBatch::answerTo(ToolCall call, std::stop_token stop)
{
    if (!m_toldOfSafety.isEmpty() && !isOver(stop))
        co_return m_run.refusal(call, m_toldOfSafety);
    if (m_isHalted && isStep(call) && !isOver(stop))
        co_return m_run.refusal(call, kHalted);
    const bool mayAct = co_await isFree(stop);
    if (!mayAct) {
        const ToolResult excused = co_await excuse(call, stop);
        co_return excused;
    }
    const ToolResult result = co_await carryOut(call, stop);
    if (isStep(call) && result.isError && !m_wheel.wasTaken())
        m_isHalted = true;
    co_return result;
}

QCoro::Task<bool> CallBatch::isFree(std::stop_token stop)
{
    co_await m_wheel.wait(stop);
    if (isOver(stop))
        co_return false;
    if (const QString taken = m_wheel.report(); !taken.isEmpty())
        m_toldOfWheel = taken + u" Nothing of this call was done. Look at the screen before you go "
                                "on."_s;
    co_return m_toldOfWheel.isEmpty();
}

QCoro::Task<ToolResult> CallBatch::excuse(ToolCall call, std::stop_token stop)
{
    if (isOver(stop))
        co_return stopped(call);
    const ToolResult told = co_await tellOfWheel(call, stop);
    co_return told;
}

QCoro::Task<ToolResult> CallBatch::tellOfWheel(ToolCall call, std::stop_token stop)
{
    if (m_hasLooked || !usesScreen(call))
        co_return m_run.refusal(call, m_toldOfWheel);
    ToolOutcome outcome = co_await lookNow(call, stop);
    if (!outcome.picture || m_wheel.isHeld())
        co_return m_run.refusal(call, m_toldOfWheel);
    m_hasLooked = true;
    // No error: the model API takes no picture in one. A unit's answer takes no words but notes.
    outcome.text = call.unit.isEmpty() ? m_toldOfWheel : u'[' + m_toldOfWheel + u']';
    const ToolResult told =
        co_await toResult(call, std::move(outcome), std::chrono::milliseconds(0));
    co_return told;
}

QCoro::Task<ToolOutcome> CallBatch::lookNow(ToolCall call, std::stop_token stop)
{
    call.tool = u"computer"_s;
    call.name = call.action = u"screenshot"_s;
    call.input = {};
    call.look = true;
    call.malformed.clear();
    ToolOutcome outcome = co_await m_parts.desktop.bench()->tools().run(call, stop);
    co_return outcome;
}

QCoro::Task<ToolResult> CallBatch::withPicture(ToolCall call, ToolResult result,
                                               std::stop_token stop)
{
    if (isOver(stop) || !m_toldOfSafety.isEmpty() || m_wheel.isHeld())
        co_return result;
    ToolOutcome outcome = co_await lookNow(call, stop);
    if (!outcome.picture || m_wheel.isHeld())
        co_return result;
    const ToolResult seen =
        co_await toResult(call, std::move(outcome), std::chrono::milliseconds(0));
    result.images = seen.images;
    co_return result;
}

QCoro::Task<ToolResult> CallBatch::carryOut(ToolCall call, std::stop_token stop)
{
    if (m_loopDetector.isLoop(call)) {
        m_run.endBy(ReachedLimit{
            u"max_repeats"_s,
            u"The same action on the same picture %1 times in a row: it looks like a loop. Say "
            "what to do instead, or resume."_s.arg(m_run.session().options.budget.maxRepeats)});
        co_return stopped(call);
    }
    const Verdict verdict = co_await permit(call, stop);
    if (!verdict.isGranted)
        co_return m_run.refusal(call, verdict.told);
    const bool mayAct =
        co_await isFree(stop); // a person may have taken the wheel while it was asked
    if (!mayAct) {
        const ToolResult excused = co_await excuse(call, stop);
        co_return excused;
    }
    // A person may have changed it.
    const ToolCall granted = m_parts.desktop.bench()->tools().explained(verdict.call);
    const CallDescription description = describe(granted);
    const ToolStarted started{m_run.id(), call.id, call.tool, description.summary,
                              description.action};
    const bool isStored = co_await m_run.record(started);
    if (!isStored)
        co_return stopped(call);
    const auto begin = m_parts.clock.elapsed();
    ToolOutcome outcome =
        co_await m_wheel.carryOut(m_parts.desktop.bench()->tools(), verdict.call, stop);
    outcome.text = withNote(outcome.text, verdict.told);
    for (const QString &notice : takeNotices())
        outcome.text = withNote(outcome.text, u"[%1]"_s.arg(notice));
    const auto duration = m_parts.clock.elapsed() - begin;
    const ToolResult result = co_await toResult(call, std::move(outcome), duration);
    co_return result;
}

/// What happened meanwhile that the model must know.
QStringList CallBatch::takeNotices()
{
    QStringList notices = m_parts.desktop.takeNotices();
    if (const QString news = m_parts.secrets.news(); !news.isEmpty())
        notices.append(news);
    m_parts.secrets.setTold();
    return notices;
}

QCoro::Task<CallBatch::Verdict> CallBatch::permit(ToolCall call, std::stop_token stop)
{
    call = m_parts.desktop.bench()->tools().explained(asJudged(call));
    const CallDescription description = describe(call);
    if (!call.malformed.isEmpty() || !m_parts.approvals.mustAsk(call, description))
        co_return Verdict{.call = call};
    // The wait begins before the question is told, so that no answer can come too early.
    auto waiting = m_parts.approvals.wait(call.id, call.tool, stop);
    QList<EventBody> question;
    question.append(ApprovalRequested{m_run.id(), call.id, call.tool, description.summary,
                                      call.input, description.reason, description.action,
                                      m_parts.approvals.timeout().count()});
    question.append(StatusChanged{.status = SessionStatus::AwaitingApproval});
    const bool isAsked = co_await m_run.record(question);
    if (!isAsked)
        m_parts.approvals.withdraw(call.id);
    const ApprovalDecided decision = co_await std::move(waiting);
    if (decision.decision == Decision::Edit)
        call.input = decision.input;
    if (isAsked) {
        const QList<EventBody> answer = answerFor(call, decision);
        const Result<> stored = co_await m_run.store(answer);
        m_parts.approvals.settle(call.id, stored);
    }
    if (decision.decision == Decision::Deny)
        co_return Verdict{.call = call, .told = denialOf(call, decision), .isGranted = false};
    co_return Verdict{.call = asJudged(call), .told = remarkOf(decision)};
}

/// What is stored of a decision; what it grants holds once it is (Session::take()).
QList<EventBody> CallBatch::answerFor(const ToolCall &call, const ApprovalDecided &decision) const
{
    QList<EventBody> answer;
    answer.append(decision);
    const bool isGranted = decision.remember && decision.decision != Decision::Deny;
    if (isGranted && m_parts.approvals.canRemember(call))
        answer.append(GrantChanged{.grant = Approvals::kindOf(call), .by = decision.by});
    answer.append(StatusChanged{.status = SessionStatus::Running});
    return answer;
}

QCoro::Task<ToolResult> CallBatch::toResult(ToolCall call, ToolOutcome outcome,
                                            std::chrono::milliseconds duration)
{
    ToolResult result{.run = m_run.id(),
                      .toolUseId = call.id,
                      .toolset = call.toolset,
                      .text = outcome.text,
                      .images = {},
                      .isError = outcome.isError,
                      .durationMs = duration.count(),
                      .details = outcome.details,
                      .stopped = outcome.stopped};
    if (!outcome.picture)
        co_return result;
    const Result<ImageRef> image = co_await m_parts.pictures.add(*std::move(outcome.picture));
    if (image) {
        m_loopDetector.sawPicture(image->blob.value);
        result.images.append(*image);
    } else {
        m_run.endBy(image.error());
        result.text = withNote(result.text, u"[The picture could not be stored.]"_s);
    }
    co_return result;
}

bool CallBatch::isOver(const std::stop_token &stop) const
{
    return m_run.hasEnded() || stop.stop_requested();
}

ToolResult CallBatch::stopped(const ToolCall &call) const
{
    ToolResult result = m_run.refusal(call, u"Not executed: the run was stopped."_s);
    result.stopped = true;
    return result;
}

} // namespace pilothouse
