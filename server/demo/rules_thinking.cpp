#include "demo/demo_signature.h"
#include "demo/request_check.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Thinking and effort: the modes a model takes; the budget of the older ones.
void thinkingMode(RequestCheck &check)
{
    if (!check.body.contains("thinking"_L1))
        return;
    const QJsonObject thinking = check.body.value("thinking"_L1).toObject();
    const QString type = thinking.value("type"_L1).toString();
    check.allowOnly(thinking, {u"type"_s, u"display"_s, u"budget_tokens"_s, u"block_binding"_s},
                    u"thinking"_s);
    if (!check.model.thinking.contains(type))
        return check.refuse("thinking",
                            u"thinking.type: \"%1\" is not supported for this model."_s.arg(type));
    const QJsonValue budget = thinking.value("budget_tokens"_L1);
    if (type != "enabled"_L1) {
        if (!budget.isUndefined())
            check.refuse("thinking", u"thinking.budget_tokens: Extra inputs are not permitted"_s);
        return;
    }
    const double most = check.counting ? 1e9 : check.body.value("max_tokens"_L1).toDouble();
    if (budget.toDouble() < 1024 || budget.toDouble() >= most)
        check.refuse("thinking",
                     u"thinking.enabled.budget_tokens: at least 1024 and less than max_tokens"_s);
}

/// Thinking and effort: display; block_binding needs its flag.
void thinkingDisplay(RequestCheck &check)
{
    const QJsonObject thinking = check.body.value("thinking"_L1).toObject();
    const QString display = thinking.value("display"_L1).toString();
    const bool updates = check.hasBeta("thinking-display-updates-2026-08-18");
    const bool known = display == "summarized"_L1 || display == "omitted"_L1 ||
                       (display == "updates"_L1 && updates);
    const QString type = thinking.value("type"_L1).toString();
    const bool takes = type == "adaptive"_L1 || type == "enabled"_L1;
    if (thinking.contains("display"_L1) && (!known || !takes))
        check.refuse("thinking", u"thinking.display: not supported here"_s);
    if (thinking.contains("block_binding"_L1) &&
        !check.hasBeta("thinking-binding-controls-2026-08-01"))
        check.refuse("thinking", u"thinking.block_binding: Extra inputs are not permitted"_s);
}

/// Thinking and effort; Models: levels a model takes, also together with its thinking mode.
void effort(RequestCheck &check)
{
    const QJsonObject config = check.body.value("output_config"_L1).toObject();
    QStringList fields{u"effort"_s, u"format"_s};
    if (check.hasBeta("task-budgets-2026-03-13"))
        fields << u"task_budget"_s;
    check.allowOnly(config, fields, u"output_config"_s);
    if (!config.contains("effort"_L1))
        return;
    const QString level = config.value("effort"_L1).toString();
    const QString type = thinkingType(check.body);
    if (!check.model.efforts.contains(level))
        check.refuse("effort",
                     u"output_config.effort: \"%1\" is not supported for this model."_s.arg(level));
    const bool above = level == "xhigh"_L1 || level == "max"_L1;
    const bool said = check.body.contains("thinking"_L1);
    if (above && said && (type == "disabled"_L1 || type == "between_tools"_L1))
        check.refuse("effort",
                     u"output_config.effort: \"%1\" needs adaptive thinking."_s.arg(level));
}

QString faultText(SignatureFault fault, const QString &path)
{
    if (fault == SignatureFault::OtherPrefix)
        return path +
               u": Invalid signature in thinking block. The block is bound to a different conversation"_s;
    if (fault == SignatureFault::Edited || fault == SignatureFault::Gap)
        return path + u": thinking or redacted_thinking blocks cannot be modified"_s;
    return path + u": Invalid `signature` in `thinking` block"_s;
}

/// Preserved thinking: a signature fits only the very prefix it was made for. One we did not make
/// belongs to another model and is let pass, as the API drops such blocks.
void signatures(RequestCheck &check)
{
    QByteArray before;
    const QByteArrayList fingerprints = prefixFingerprints(check.body);
    for (const PlacedBlock &placed : check.blocks) {
        if (!placed.is("thinking"_L1))
            continue;
        const SignatureFault fault =
            checkThinking(fingerprints.at(placed.message), placed.block, before);
        if (fault != SignatureFault::None && fault != SignatureFault::Foreign)
            check.refuse("signature", faultText(fault, placed.path));
        before = placed.block.value("signature"_L1).toString().toUtf8();
    }
}

/// Conversation rules 4: thinking goes back before the tool_use it led to. Our ids tell which calls
/// came with thinking; only the latest assistant message is looked at, as earlier thinking may be
/// dropped.
void thinkingKept(RequestCheck &check)
{
    qsizetype latest = -1;
    for (const PlacedBlock &placed : check.blocks) {
        if (placed.role == "assistant"_L1)
            latest = placed.message;
    }
    bool seen = false;
    for (const PlacedBlock &placed : check.blocks) {
        if (placed.message != latest)
            continue;
        seen = seen || placed.type().endsWith("thinking"_L1);
        const QString id = placed.block.value("id"_L1).toString();
        if (placed.is("tool_use"_L1) && id.startsWith("toolu_demo_t"_L1) && !seen)
            return check.refuse(
                "thinking-dropped",
                u"%1: `thinking` or `redacted_thinking` blocks in the latest assistant message cannot be modified. These blocks must remain as they were in the original response."_s
                    .arg(placed.path));
    }
}

} // namespace

void checkThinkingSettings(RequestCheck &check)
{
    thinkingMode(check);
    thinkingDisplay(check);
    effort(check);
}

void checkThinkingBlocks(RequestCheck &check)
{
    signatures(check);
    thinkingKept(check);
}

} // namespace pilothouse
