#include "demo/request_check.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxMessages = 100'000;

bool isWhole(const QJsonValue &value)
{
    return value.isDouble() && double(qint64(value.toDouble())) == value.toDouble();
}

/// Request parameters: model, max_tokens and messages are required.
void required(RequestCheck &check)
{
    QStringList fields{u"model"_s, u"messages"_s};
    if (!check.counting)
        fields << u"max_tokens"_s;
    for (const QString &field : fields) {
        if (!check.body.contains(field))
            check.refuse("required", field + u": Field required"_s);
    }
    if (!check.body.value("model"_L1).isString() && check.body.contains("model"_L1))
        check.refuse("types", u"model: Input should be a valid string"_s);
}

/// Errors: an unknown model is a 404.
void knownModel(RequestCheck &check)
{
    const QString id = check.body.value("model"_L1).toString();
    if (const auto traits = modelTraits(id))
        check.model = *traits;
    else
        check.refuse("model", u"model: "_s + id, 404);
}

/// Request parameters; API version (sampling parameters are gone since 2026-10-21).
void topLevelFields(RequestCheck &check)
{
    QStringList fields{u"model"_s,         u"messages"_s,      u"system"_s,
                       u"tools"_s,         u"tool_choice"_s,   u"thinking"_s,
                       u"output_config"_s, u"cache_control"_s, u"context_management"_s,
                       u"compaction"_s,    u"thread"_s,        u"mcp_servers"_s,
                       u"fallbacks"_s,     u"billing_policy"_s};
    if (!check.counting)
        fields << u"max_tokens"_s << u"stream"_s << u"stop_sequences"_s << u"metadata"_s
               << u"service_tier"_s << u"speed"_s << u"diagnostics"_s << u"container"_s
               << u"inference_geo"_s;
    if (!check.isNewVersion() && !check.counting)
        fields << u"temperature"_s << u"top_p"_s << u"top_k"_s;
    check.allowOnly(check.body, fields, {});
}

/// Long runs (message threads): no server of ours keeps a history. A client that goes on with one
/// is told as the API tells of a lost thread, and sends the whole conversation.
void threads(RequestCheck &check)
{
    const QJsonObject thread = check.body.value("thread"_L1).toObject();
    if (thread.value("type"_L1).toString() == "continue"_L1)
        check.refuse("thread", u"thread: the previous message is not stored here"_s, 404,
                     "thread_not_found");
}

/// Request parameters ("beta only"); Long runs: the flag switches the field on.
void betaFields(RequestCheck &check)
{
    static const QHash<QString, QByteArrayList> kBetas{
        {u"context_management"_s, {"context-management-2025-06-27", "compact-2026-01-12"}},
        {u"compaction"_s, {"compact-2026-09-04"}},
        {u"thread"_s, {"message-threads-2026-08-12"}},
        {u"mcp_servers"_s, {"mcp-client-2025-11-20", "mcp-client-2026-09-15"}},
        {u"fallbacks"_s, {"server-side-fallback-2026-06-01", "server-side-fallback-2026-07-01"}},
        {u"speed"_s, {"fast-mode-2026-02-01"}},
    };
    for (const QString &field : check.body.keys()) {
        const QByteArrayList betas = kBetas.value(field);
        const bool on = std::any_of(betas.begin(), betas.end(), [&check](const QByteArray &beta) {
            return check.hasBeta(beta);
        });
        if (!betas.isEmpty() && !on)
            check.refuse("beta-field", field + u": Extra inputs are not permitted"_s);
    }
}

/// Request parameters; Models (the largest output).
void maxTokens(RequestCheck &check)
{
    const QJsonValue value = check.body.value("max_tokens"_L1);
    if (value.isUndefined())
        return;
    if (!isWhole(value) || value.toDouble() < 0)
        check.refuse("max-tokens", u"max_tokens: Input should be a valid integer"_s);
    else if (value.toDouble() > check.model.maxOutputTokens)
        check.refuse(
            "max-tokens",
            u"max_tokens: %1 > %2, which is the maximum allowed number of output tokens for %3"_s
                .arg(value.toInteger())
                .arg(check.model.maxOutputTokens)
                .arg(check.model.id));
}

/// Request parameters: types of the plain fields.
void plainTypes(RequestCheck &check)
{
    const auto wrong = [&check](QLatin1StringView field, bool right) {
        if (check.body.contains(field) && !right)
            check.refuse("types", QString(field) + u": Input has the wrong type"_s);
    };
    const auto value = [&check](QLatin1StringView field) { return check.body.value(field); };
    wrong("stream"_L1, value("stream"_L1).isBool());
    wrong("messages"_L1, value("messages"_L1).isArray());
    wrong("tools"_L1, value("tools"_L1).isArray());
    wrong("stop_sequences"_L1, value("stop_sequences"_L1).isArray());
    wrong("metadata"_L1, value("metadata"_L1).isObject());
    wrong("system"_L1, value("system"_L1).isString() || value("system"_L1).isArray());
    const QString tier = value("service_tier"_L1).toString();
    wrong("service_tier"_L1, tier == "auto"_L1 || tier == "standard_only"_L1);
    check.allowOnly(value("metadata"_L1).toObject(), {u"user_id"_s}, u"metadata"_s);
}

/// Request parameters: 1 to 100,000 messages.
void messageCount(RequestCheck &check)
{
    const qsizetype count = check.messages().size();
    if (check.body.value("messages"_L1).isArray() && count == 0)
        check.refuse("messages", u"messages: at least one message is required"_s);
    if (count > kMaxMessages)
        check.refuse("messages", u"messages: at most 100000 messages are allowed"_s);
}

/// Request parameters; Conversation rules 5: system is a text or a list of non-empty text blocks.
void systemText(RequestCheck &check)
{
    const QJsonArray blocks = check.body.value("system"_L1).toArray();
    for (qsizetype i = 0; i < blocks.size(); ++i) {
        const QJsonObject block = blocks.at(i).toObject();
        const QString path = u"system.%1"_s.arg(i);
        check.allowOnly(block, {u"type"_s, u"text"_s, u"cache_control"_s, u"citations"_s}, path);
        if (block.value("type"_L1).toString() != "text"_L1)
            check.refuse("system", path + u": Input should be a text block"_s);
        else if (block.value("text"_L1).toString().trimmed().isEmpty())
            check.refuse("empty-text", u"system: text content blocks must be non-empty"_s);
    }
}

/// Long runs: known edits, clear_thinking first, each edit with its own flag.
void contextManagement(RequestCheck &check)
{
    static const QHash<QString, QByteArray> kEdits{
        {u"clear_thinking_20251015"_s, "context-management-2025-06-27"},
        {u"clear_tool_uses_20250919"_s, "context-management-2025-06-27"},
        {u"compact_20260112"_s, "compact-2026-01-12"},
    };
    const QJsonObject management = check.body.value("context_management"_L1).toObject();
    check.allowOnly(management, {u"edits"_s}, u"context_management"_s);
    const QJsonArray edits = management.value("edits"_L1).toArray();
    for (qsizetype i = 0; i < edits.size(); ++i) {
        const QString type = edits.at(i).toObject().value("type"_L1).toString();
        const QString path = u"context_management.edits.%1"_s.arg(i);
        if (!kEdits.contains(type) || !check.hasBeta(kEdits.value(type)))
            check.refuse("context-edits",
                         path + u": Input tag '"_s + type + u"' is not expected"_s);
        if (type == "clear_thinking_20251015"_L1 && i > 0)
            check.refuse("context-edits", path + u": clear_thinking must be the first edit"_s);
    }
}

} // namespace

void checkEnvelope(RequestCheck &check)
{
    required(check);
    threads(check);
    knownModel(check);
    topLevelFields(check);
    betaFields(check);
    maxTokens(check);
    plainTypes(check);
    messageCount(check);
    systemText(check);
    contextManagement(check);
}

} // namespace pilothouse
