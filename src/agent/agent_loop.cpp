#include "agent/agent_loop.h"

#include "agent/session_desktop.h"
#include "core/alarm.h"
#include "model/call_ids.h"
#include "model/dialect.h"
#include "model/partial_reply.h"
#include "model/stop_reason.h"
#include "model/summary.h"

#include <algorithm>
#include <functional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRaisedOutputTokens = 64'000;
constexpr int kMostPauses = 5; // in a row that end in words: by then nothing is going on

/// Stops one request to the model: when the run is stopped, or when its time is up, whatever the
/// server is doing. `run`, `clock` and what `stop` belongs to outlive it. Main thread.
class RequestStop
{
    Q_DISABLE_COPY_MOVE(RequestStop)
public:
    RequestStop(const OpenRun &run, const Clock &clock, std::stop_token stop)
        : m_run(run), m_alarm(clock), m_forward(std::move(stop), [this] { m_stop.request_stop(); })
    {
        QObject::connect(&m_alarm, &Alarm::rang, &m_alarm, [this] { look(); });
        look();
    }

    std::stop_token token() const { return m_stop.get_token(); }

private:
    // Again and again: time that turned out not to be the run's does not count.
    void look()
    {
        const auto left = m_run.timeLeft();
        if (left && left->count() <= 0)
            m_stop.request_stop();
        else if (left)
            m_alarm.start(*left);
    }

    const OpenRun &m_run;
    std::stop_source m_stop;
    Alarm m_alarm;
    std::stop_callback<std::function<void()>> m_forward;
};

QString doesNotFit(int tokens)
{
    const QString limit = tokens > 0 ? u" of %1 tokens"_s.arg(tokens) : QString();
    return u"The model's reply did not fit the output limit%1. Ask for less in one step, or raise "
           "the server's limit of output tokens if the model can write more."_s.arg(limit);
}

QString textOf(const ModelReply &reply)
{
    QStringList texts;
    for (const ReplyBlock &block : reply.blocks)
        if (block.type == "text"_L1)
            texts.append(block.text);
    return texts.join(u"\n\n"_s).trimmed();
}

/// It ends in words of the model, not in work of the server that goes on.
bool isInWords(const ModelReply &reply)
{
    return !reply.blocks.isEmpty() && isTheModelsOwn(reply.blocks.constLast().type);
}

} // namespace

AgentLoop::AgentLoop(RunParts parts, SessionRecord session, Options options)
    : m_parts(parts), m_options(std::move(options)),
      m_run(parts.journal, parts.clock, std::move(session), m_options.pause),
      m_conversation(parts.journal, m_run.session().id, parts.pictures),
      m_loopDetector(m_run.session().options.budget.maxRepeats),
      m_wheel(m_run, parts.desktop.wheel(), parts.clock)
{
}

QCoro::Task<RunEnded> AgentLoop::run(std::stop_token stop)
{
    const SessionOptions &options = m_run.session().options;
    const RunStarted started{m_run.id(), name(options.provider), options.model, options.dialect};
    co_await m_run.record(started);

    while (!m_run.hasEnded() && !stop.stop_requested()) {
        const std::optional<ModelReply> reply = co_await nextReply(stop);
        if (!reply)
            continue;
        judge(*reply); // first: the calls of a reply that ends the run are not carried out
        CallBatch batch(m_parts, m_run, m_wheel, m_loopDetector);
        co_await batch.answer(reply->toolCalls(), stop);
    }

    // Before the end is told: whoever hears of it may take over or send the next message at once.
    co_await m_parts.desktop.bench()->releaseInput();
    const RunEnded ended = m_run.ending();
    co_await m_run.record(ended);
    co_return ended;
}

QCoro::Task<std::optional<ModelReply>> AgentLoop::nextReply(std::stop_token stop)
{
    co_await m_wheel.wait(stop);
    if (stop.stop_requested())
        co_return std::nullopt;
    m_run.endIfDue();
    if (m_run.hasEnded())
        co_return std::nullopt;
    const RequestStop inTime(m_run, m_parts.clock, stop);
    PartialReply seen;
    const ProgressSink progress = [this, &seen](const ModelProgress &step) {
        seen.take(step);
        if (m_options.progress)
            m_options.progress(step);
    };
    Result<ModelReply> reply = co_await m_parts.model.complete(request(), progress, inTime.token());
    if (!reply) {
        const ReplyStopped stopped{m_run.id(), seen.text(), seen.thinking()};
        if (!seen.isEmpty())
            co_await m_run.record(stopped);
        co_await goOnAfter(reply.error(), stop);
        co_return std::nullopt;
    }
    m_run.count(*reply);
    giveOwnIds(*reply, m_conversation.callIds());
    const StopAction action = stopActionFor(reply->stopReason);
    const bool isUnfit = action == StopAction::RaiseLimit || action == StopAction::Refused;
    if (isUnfit) // its blocks must not become part of the conversation, but its cost counts
        reply->blocks.clear();
    const bool isStored = co_await store(*reply);
    if (isUnfit)
        retryOrEnd(*reply);
    if (isUnfit || !isStored)
        co_return std::nullopt;
    co_return std::move(*reply);
}

// A cut-off reply is asked for once more with more room; a refusal ends the run.
void AgentLoop::retryOrEnd(const ModelReply &reply)
{
    if (stopActionFor(reply.stopReason) == StopAction::Refused) {
        m_run.end(RunOutcome::Error, reply.stopExplanation.isEmpty()
                                         ? u"The model refused this request."_s
                                         : u"The model refused: %1"_s.arg(reply.stopExplanation));
        return;
    }
    if (const QString uncounted = m_run.whyUncounted(reply); !uncounted.isEmpty())
        m_run.end(RunOutcome::Error, uncounted);
    const int most = reply.largestOutput > 0 ? reply.largestOutput : kRaisedOutputTokens;
    const int more = std::min(most, kRaisedOutputTokens);
    if (m_maxOutputTokens != 0 || more <= reply.outputLimit)
        m_run.end(RunOutcome::Error, doesNotFit(reply.outputLimit));
    m_maxOutputTokens = more;
}

// What a complete and stored reply means for the run.
void AgentLoop::judge(const ModelReply &reply)
{
    const QString uncounted = m_run.whyUncounted(reply);
    switch (stopActionFor(reply.stopReason)) {
    case StopAction::Resend:
        if (reply.blocks.isEmpty()) // the same request again would get the same answer
            m_run.end(RunOutcome::Error,
                      u"The model paused and said nothing. Send a message to go on."_s);
        endIfIdle(reply);
        if (!uncounted.isEmpty())
            m_run.end(RunOutcome::Error, uncounted);
        return;
    case StopAction::ContextFull:
        m_run.end(RunOutcome::Error, u"The conversation fills the model's context. Start a new "
                                     "session and say where this one stopped."_s);
        return;
    case StopAction::Unknown:
        m_run.end(
            RunOutcome::Error,
            u"The model stopped for a reason not known here: \"%1\"."_s.arg(reply.stopReason));
        return;
    default: // servers say end_turn with calls, and tool_use without: the calls count
        if (!reply.toolCalls().isEmpty()) {
            m_pauses = 0;
            if (!uncounted.isEmpty())
                m_run.end(RunOutcome::Error, uncounted);
            return;
        }
        if (!reply.problem.isEmpty())
            m_run.end(RunOutcome::Error, reply.problem);
        m_run.end(RunOutcome::Completed, reply.blocks.isEmpty()
                                             ? u"The model ended its turn without a word. Send "
                                               "\"continue\" to let it go on."_s
                                             : uncounted);
    }
}

// A server that calls every end a pause would be asked for ever.
void AgentLoop::endIfIdle(const ModelReply &reply)
{
    if (!reply.toolCalls().isEmpty() || !isInWords(reply))
        m_pauses = 0;
    else if (++m_pauses == kMostPauses)
        m_run.end(RunOutcome::Error, u"The model paused %1 times in a row and did nothing. Send a "
                                     "message to go on."_s.arg(kMostPauses));
}

QCoro::Task<bool> AgentLoop::store(ModelReply reply)
{
    QList<EventBody> bodies;
    for (const ReplyBlock &block : std::as_const(reply.blocks))
        bodies.append(ModelBlock{m_run.id(), block.raw});
    bodies.append(turnEnded(reply));
    return m_run.record(bodies);
}

QCoro::Task<> AgentLoop::goOnAfter(Error error, std::stop_token stop)
{
    if (error.code == Errc::TooLarge && m_conversation.canBeSummarised())
        co_await summarise(stop);
    else
        m_run.endBy(error);
}

// People still see everything; only the model goes on from its own words (docs/decisions/0031).
QCoro::Task<> AgentLoop::summarise(std::stop_token stop)
{
    ModelRequest question = request();
    const EventSeq upTo = m_conversation.lastRead();
    UserTurn order;
    order.texts.append(kSummaryOrder.toString());
    question.turns.append(order);
    question.isLast = true;
    const RequestStop inTime(m_run, m_parts.clock, stop);
    const Result<ModelReply> reply =
        co_await m_parts.model.complete(question, ProgressSink(), inTime.token());
    if (!reply) {
        m_run.endBy(reply.error());
        co_return;
    }
    m_run.count(*reply);
    QList<EventBody> bodies;
    const bool isRefused = stopActionFor(reply->stopReason) == StopAction::Refused;
    const QString text = isRefused ? QString() : textOf(*reply);
    if (!text.isEmpty())
        bodies.append(ConversationSummarised{m_run.id(), text, upTo});
    bodies.append(turnEnded(*reply));
    co_await m_run.record(bodies);
    if (text.isEmpty())
        m_run.end(RunOutcome::Error, u"The conversation has outgrown what one request may hold, "
                                     "and the model gave no summary to go on from: start a new "
                                     "session and say where this one stopped."_s);
}

ModelRequest AgentLoop::request()
{
    const SessionOptions &options = m_run.session().options;
    return {.model = options.model,
            .provider = options.provider,
            .dialect = dialectFrom(options.dialect).value_or(ToolDialect::Custom),
            .systemPrompt = options.systemPrompt,
            .pictureSize = options.pictureSize,
            .coordinates = options.coordinates,
            .tools = options.tools,
            .turns = m_conversation.turns(),
            .thinking = options.thinking,
            .effort = options.effort,
            .maxOutputTokens = m_maxOutputTokens,
            .apiKey = m_options.apiKey};
}

TurnEnded AgentLoop::turnEnded(const ModelReply &reply) const
{
    return {.run = m_run.id(),
            .model = reply.model,
            .messageId = reply.id,
            .requestId = reply.requestId,
            .stopReason = reply.stopReason,
            .usage = reply.usage,
            .costUsd = reply.costUsd,
            .durationMs = reply.duration.count()};
}

} // namespace pilothouse
