#include "agent/agent_loop.h"

#include "agent/budget.h"
#include "agent/context.h"
#include "core/log.h"
#include "model/dialect.h"
#include "model/stop_reason.h"
#include "model/summary.h"
#include "tools/risk.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// The model API's toolset guide fixes this sentence.
constexpr auto kHalted = "Not executed: an earlier computer action in this turn failed."_L1;
constexpr int kRaisedOutputTokens = 64'000;

QString textOf(const ModelReply &reply)
{
    QStringList texts;
    for (const ReplyBlock &block : reply.blocks)
        if (block.type == "text"_L1)
            texts.append(block.text);
    return texts.join(u"\n\n"_s).trimmed();
}

} // namespace

AgentLoop::AgentLoop(Parts parts, SessionRecord session, QString apiKey, ProgressSink progress)
    : m_parts(parts), m_session(std::move(session)), m_apiKey(std::move(apiKey)),
      m_progress(std::move(progress)), m_run{randomUuid()},
      m_loopDetector(m_session.options.budget.maxRepeats), m_started(parts.clock.elapsed())
{
}

QCoro::Task<RunEnded> AgentLoop::run(std::stop_token stop)
{
    const SessionOptions &options = m_session.options;
    const RunStarted started{m_run, options.provider, options.model, options.dialect};
    if (auto stored = co_await append(started); !stored)
        end(RunOutcome::Error, stored.error().message);

    while (!m_end && !stop.stop_requested()) {
        const std::optional<ModelReply> reply = co_await nextReply(stop);
        if (!reply)
            continue;
        judge(*reply); // first: the calls of a reply that ends the run are not carried out
        if (auto stored = co_await answer(reply->toolCalls(), stop); !stored)
            end(RunOutcome::Error, stored.error().message);
    }

    // Before the end is told: whoever hears of it may take over or send the next message at once.
    co_await m_parts.bench.releaseInput();
    const RunEnded ended = summary(stop.stop_requested());
    if (auto stored = co_await append(ended); !stored)
        qCWarning(logAgent) << "the end of a run could not be stored:" << stored.error().message;
    co_return ended;
}

QCoro::Task<std::optional<ModelReply>> AgentLoop::nextReply(std::stop_token stop)
{
    if (const auto free = co_await waitForWheel(stop); !free)
        end(RunOutcome::Error, free.error().message);
    if (m_pauseAsked)
        end(RunOutcome::Paused, u"Paused by a person."_s);
    if (m_end || stop.stop_requested())
        co_return std::nullopt;
    if (const auto reason = exceeded()) {
        end(RunOutcome::Budget, *reason);
        co_return std::nullopt;
    }
    Result<ModelReply> reply = co_await m_parts.model.complete(request(), m_progress, stop);
    if (!reply) {
        Result<> failed = fail(reply.error());
        if (reply.error().code == Errc::TooLarge && canBeSummarised(m_events))
            failed = co_await summarise(stop);
        if (!failed && failed.error().code != Errc::Stopped)
            end(RunOutcome::Error, failed.error().message);
        co_return std::nullopt;
    }
    count(*reply);
    const StopAction action = stopActionFor(reply->stopReason);
    const bool unfit = action == StopAction::RaiseLimit || action == StopAction::Refused;
    if (unfit) // its blocks must not become part of the conversation, but its cost counts
        reply->blocks.clear();
    if (auto stored = co_await store(*reply); !stored) {
        end(RunOutcome::Error, stored.error().message);
        co_return std::nullopt;
    }
    if (unfit) {
        retryOrEnd(*reply);
        co_return std::nullopt;
    }
    co_return std::move(*reply);
}

// A cut-off reply is asked for once more with more room; a refusal ends the run.
void AgentLoop::retryOrEnd(const ModelReply &reply)
{
    if (stopActionFor(reply.stopReason) == StopAction::Refused) {
        end(RunOutcome::Error, reply.stopExplanation.isEmpty()
                                   ? u"The model refused this request."_s
                                   : u"The model refused: %1"_s.arg(reply.stopExplanation));
        return;
    }
    if (m_maxOutputTokens != 0)
        end(RunOutcome::Error, u"The model's reply did not fit the output limit twice. "
                               "Ask for less in one step."_s);
    m_maxOutputTokens = kRaisedOutputTokens;
}

// What a complete and stored reply means for the run.
void AgentLoop::judge(const ModelReply &reply)
{
    switch (stopActionFor(reply.stopReason)) {
    case StopAction::Resend:
        if (reply.blocks.isEmpty()) // the same request again would get the same answer
            end(RunOutcome::Error,
                u"The model paused and said nothing. Send a message to go on."_s);
        return;
    case StopAction::ContextFull:
        end(RunOutcome::Error, u"The conversation fills the model's context. Start a new session "
                               "and say where this one stopped."_s);
        return;
    case StopAction::Unknown:
        end(RunOutcome::Error,
            u"The model stopped for a reason not known here: \"%1\"."_s.arg(reply.stopReason));
        return;
    default: // servers say end_turn with calls, and tool_use without: the calls count
        if (!reply.toolCalls().isEmpty())
            return;
        end(RunOutcome::Completed,
            reply.blocks.isEmpty()
                ? u"The model ended its turn without a word. Send \"continue\" to let it go on."_s
                : QString());
    }
}

QCoro::Task<Result<>> AgentLoop::store(ModelReply reply)
{
    QList<EventBody> bodies;
    for (const ReplyBlock &block : std::as_const(reply.blocks))
        bodies.append(ModelBlock{m_run, block.raw});
    bodies.append(turnEnded(reply));
    const auto stored = co_await m_parts.journal.append(m_session.id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    co_return Result<>();
}

// People still see everything; only the model goes on from its own words (docs/decisions/0031).
QCoro::Task<Result<>> AgentLoop::summarise(std::stop_token stop)
{
    ModelRequest question = request();
    const EventSeq upTo = m_events.last().seq;
    UserTurn order;
    order.texts.append(kSummaryOrder.toString());
    question.turns.append(order);
    question.isLast = true;
    const Result<ModelReply> reply =
        co_await m_parts.model.complete(question, ProgressSink(), stop);
    if (!reply)
        co_return fail(reply.error());
    count(*reply);
    QList<EventBody> bodies;
    const bool refused = stopActionFor(reply->stopReason) == StopAction::Refused;
    const QString text = refused ? QString() : textOf(*reply);
    if (!text.isEmpty())
        bodies.append(ConversationSummarised{m_run, text, upTo});
    bodies.append(turnEnded(*reply));
    const auto stored = co_await m_parts.journal.append(m_session.id, std::move(bodies));
    if (!stored)
        co_return fail(stored.error());
    if (text.isEmpty())
        co_return fail(Errc::TooLarge, u"The conversation has outgrown what one request may hold, "
                                       "and the model gave no summary to go on from: start a new "
                                       "session and say where this one stopped."_s);
    co_return Result<>();
}

QCoro::Task<Result<>> AgentLoop::answer(QList<ToolCall> calls, std::stop_token stop)
{
    m_batch = {};
    for (qsizetype i = 0; i < calls.size(); ++i) {
        ToolCall call = calls.at(i);
        // Only the last action of a batch looks: one picture per turn is what the model needs.
        call.look = std::none_of(calls.begin() + i + 1, calls.end(),
                                 [](const ToolCall &later) { return later.tool == "computer"_L1; });
        Result<ToolResult> result = co_await answerTo(call, stop);
        if (!result)
            co_return fail(result.error());
        if (auto stored = co_await append(*result); !stored)
            co_return stored;
        if (auto kept = co_await keepPictures(*std::move(result)); !kept)
            co_return kept;
    }
    co_return Result<>();
}

QCoro::Task<Result<ToolResult>> AgentLoop::answerTo(ToolCall call, std::stop_token stop)
{
    const bool onScreen = call.tool == "computer"_L1;
    if (m_batch.halted && onScreen && !m_end && !stop.stop_requested())
        co_return refusal(call, kHalted);
    const auto instead = co_await answerInstead(call, stop);
    if (!instead)
        co_return fail(instead.error());
    if (*instead)
        co_return **instead;
    Result<ToolResult> result = co_await carryOut(call, stop);
    const bool failed = onScreen && result && result->isError && !wheelWasTaken();
    m_batch.halted = m_batch.halted || failed;
    co_return result;
}

QCoro::Task<Result<ToolResult>> AgentLoop::carryOut(ToolCall call, std::stop_token stop)
{
    if (m_loopDetector.isLoop(call)) {
        end(RunOutcome::Budget,
            u"The same action on the same picture %1 times in a row: it looks "
            "like a loop (--max-repeats)."_s.arg(m_session.options.budget.maxRepeats));
        co_return stopped(call);
    }
    const auto approved = co_await approve(call, stop);
    if (!approved)
        co_return fail(approved.error());
    if (const auto *refused = std::get_if<ToolResult>(&*approved))
        co_return *refused;
    const auto instead = co_await answerInstead(call, stop); // a person took it while it was asked
    if (!instead)
        co_return fail(instead.error());
    if (*instead)
        co_return **instead;
    const Allowed allowed = std::get<Allowed>(*approved);
    const CallDescription description = describe(allowed.call);
    const ToolStarted started{m_run, call.id, call.tool, description.summary};
    if (auto stored = co_await append(started); !stored)
        co_return fail(stored.error());

    const auto begin = m_parts.clock.elapsed();
    ToolOutcome outcome = co_await runUnlessTaken(allowed.call, stop);
    outcome.text = withNote(outcome.text, allowed.remark);
    const auto duration = m_parts.clock.elapsed() - begin;
    Result<ToolResult> result = co_await toResult(call, std::move(outcome), duration);
    co_return result;
}

} // namespace pilothouse
