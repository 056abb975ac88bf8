#include "demo/demo_interpreter.h"

#include "demo/demo_plan.h"
#include "demo/demo_signature.h"
#include "demo/model_traits.h"

#include <QCryptographicHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kGreeting =
    u"I am Pilothouse's built-in demo model: a small interpreter, not an intelligence. I carry out simple commands, so that you can see how a model works a desktop."_s;

QString closing(const DemoPlan &plan)
{
    if (plan.isTour())
        return u"That was the tour: %1 calls, each of them in this session's history. With an API key a real model sits here; until then I understand these lines:\n%2"_s
            .arg(plan.doneCount())
            .arg(demoCommandList());
    QStringList parts = plan.findings();
    if (plan.callCount() > 0)
        parts << (plan.callCount() == 1 ? u"Done: one step."_s
                                        : u"Done: all %1 steps."_s.arg(plan.callCount()));
    return parts.join(u"\n\n"_s);
}

QString stopping(const DemoPlan &plan)
{
    return u"%1\n\nI stop here: %2 of %3 steps had been tried. Tell me what to do next."_s
        .arg(plan.failure())
        .arg(plan.doneCount())
        .arg(plan.callCount());
}

/// Without thoughts of the user's own it tells what comes next, so that a viewer has something.
QString thinkingText(const DemoPlan &plan, const QList<DemoStep> &calls)
{
    QStringList thoughts = plan.thoughts();
    QStringList sources;
    for (const DemoStep &step : calls)
        sources << step.source;
    if (thoughts.isEmpty())
        thoughts << (calls.isEmpty() ? u"Nothing is left to do."_s
                                     : u"Next: %1."_s.arg(sources.join(u", "_s)));
    return thoughts.join(u'\n');
}

DemoBlock thinkingBlock(const QJsonObject &request, const QString &text)
{
    const QString shown = showsThinking(request) ? text : QString();
    return {.kind = DemoBlock::Kind::Thinking,
            .text = shown,
            .signature = signThinking(request, shown)};
}

/// The same request gives the same ids, another one never: each is a prefix of its own. The letter
/// tells request_rules.h whether thinking led to the call.
QByteArray callId(const QByteArray &fingerprint, bool thinking, int index)
{
    const QByteArray seed = fingerprint + QByteArray::number(index);
    return (thinking ? "toolu_demo_t" : "toolu_demo_n") +
           QCryptographicHash::hash(seed, QCryptographicHash::Sha256).toHex().left(22);
}

/// Text a person sees. An order without any text, and without calls, still gets an answer.
QString replyText(const DemoConversation &conversation, const DemoPlan &plan, bool thinking)
{
    QStringList parts;
    if (conversation.isFirstReply)
        parts << kGreeting;
    if (!plan.failure().isEmpty())
        return (parts << stopping(plan)).join(u"\n\n"_s);
    if (!thinking)
        parts << plan.thoughts();
    parts << plan.words();
    if (plan.nextCalls(false).isEmpty())
        parts << closing(plan);
    parts.removeAll(QString());
    if (parts.isEmpty() && plan.nextCalls(false).isEmpty())
        parts << u"Done."_s;
    return parts.join(u"\n\n"_s);
}

bool mayCall(const QJsonObject &request)
{
    const QJsonObject choice = request.value("tool_choice"_L1).toObject();
    return choice.value("type"_L1).toString() != "none"_L1;
}

bool mayBatch(const QJsonObject &request, const DemoTools &tools)
{
    const QJsonObject choice = request.value("tool_choice"_L1).toObject();
    return tools.takesBatches() && !choice.value("disable_parallel_tool_use"_L1).toBool();
}

/// One text block, cut where max_tokens ends the reply; calls that do not fit are not begun.
void cutTo(qint64 maxTokens, DemoReply &reply)
{
    qint64 left = maxTokens * 4; // characters
    for (qsizetype i = 0; i < reply.blocks.size(); ++i) {
        DemoBlock &block = reply.blocks[i];
        const qint64 length = block.text.size() + block.call.input.size();
        if (length <= left) {
            left -= length;
            continue;
        }
        const bool keep = block.kind == DemoBlock::Kind::Text && left > 0;
        block.text.truncate(qMax<qint64>(left, 0));
        reply.blocks.resize(keep ? i + 1 : i);
        reply.stopReason = "max_tokens";
        return;
    }
}

} // namespace

DemoReply demoReply(const QJsonObject &request)
{
    const DemoConversation conversation = readConversation(request);
    const DemoTools tools(mayCall(request) ? request.value("tools"_L1).toArray() : QJsonArray());
    const DemoPlan plan(conversation, tools);
    if (conversation.wantsSummary)
        return {.blocks = {DemoBlock{.kind = DemoBlock::Kind::Text, .text = plan.rest()}},
                .stopReason = "end_turn"};
    const bool thinking = wantsThinking(request, !conversation.answers.isEmpty());
    const QList<DemoStep> calls =
        plan.failure().isEmpty() ? plan.nextCalls(mayBatch(request, tools)) : QList<DemoStep>();
    DemoReply reply{.blocks = {}, .stopReason = calls.isEmpty() ? "end_turn" : "tool_use"};
    if (thinking)
        reply.blocks << thinkingBlock(request, thinkingText(plan, calls));
    if (const QString text = replyText(conversation, plan, thinking); !text.isEmpty())
        reply.blocks << DemoBlock{.kind = DemoBlock::Kind::Text, .text = text};
    const QByteArray fingerprint = prefixFingerprints(request).last();
    for (const DemoStep &step : calls) {
        const QByteArray id = callId(fingerprint, thinking, int(reply.blocks.size()));
        reply.blocks << DemoBlock{.kind = DemoBlock::Kind::ToolUse,
                                  .call = tools.encode(*step.call(), id)};
    }
    cutTo(qint64(request.value("max_tokens"_L1).toDouble(1e9)), reply);
    return reply;
}

} // namespace pilothouse
