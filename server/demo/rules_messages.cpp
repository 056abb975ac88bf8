#include "demo/request_check.h"

#include <QHash>
#include <QSet>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString roleOf(const QJsonValue &message)
{
    return message.toObject().value("role"_L1).toString();
}

/// Conversation rules 1 and 5: role and content, and content that is not empty.
void shape(RequestCheck &check)
{
    const QJsonArray messages = check.messages();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const QJsonObject message = messages.at(i).toObject();
        const QString path = u"messages.%1"_s.arg(i);
        const QString role = roleOf(message);
        const QJsonValue content = message.value("content"_L1);
        check.allowOnly(message, {u"role"_s, u"content"_s}, path);
        if (role != "user"_L1 && role != "assistant"_L1 && role != "system"_L1)
            check.refuse("role", u"messages: Unexpected role \"%1\"."_s.arg(role));
        if (!content.isString() && !content.isArray())
            check.refuse("types", path + u".content: Input should be a string or a list"_s);
        else if (content.toString().isEmpty() && content.toArray().isEmpty())
            check.refuse(
                "empty-content",
                path +
                    u": all messages must have non-empty content except for the optional final assistant message"_s);
    }
}

/// Conversation rules 1; Thinking and effort (prefill).
void firstAndLast(RequestCheck &check)
{
    const QJsonArray messages = check.messages();
    if (messages.isEmpty())
        return;
    if (roleOf(messages.first()) != "user"_L1)
        check.refuse("first-role", u"messages: first message must use the \"user\" role"_s);
    if (roleOf(messages.last()) == "assistant"_L1 && !check.model.prefill)
        check.refuse(
            "prefill",
            u"This model does not support assistant message prefill. The conversation must end with a user message."_s);
}

/// Preserved thinking: role system on models that take it, after a user message, text only.
void systemMessages(RequestCheck &check)
{
    const QJsonArray messages = check.messages();
    for (qsizetype i = 0; i < messages.size(); ++i) {
        if (roleOf(messages.at(i)) != "system"_L1)
            continue;
        if (!check.model.systemRole)
            check.refuse("system-role",
                         u"messages: role \"system\" is not supported for this model."_s);
        if (i == 0 || roleOf(messages.at(i - 1)) != "user"_L1)
            check.refuse("system-role",
                         u"messages.%1: a system message must follow a user message"_s.arg(i));
    }
}

/// Conversation rules 6: which blocks each role may send. API version: no documents from the
/// assistant since 2026-10-21.
void blockTypes(RequestCheck &check)
{
    static const QHash<QString, QSet<QString>> kTypes{
        {u"user"_s,
         {u"text"_s, u"image"_s, u"document"_s, u"search_result"_s, u"tool_result"_s,
          u"container_upload"_s}},
        {u"assistant"_s,
         {u"text"_s, u"thinking"_s, u"redacted_thinking"_s, u"tool_use"_s, u"document"_s,
          u"compaction"_s, u"fallback"_s}},
        {u"system"_s, {u"text"_s, u"tool_addition"_s, u"tool_removal"_s}}};
    for (const PlacedBlock &placed : check.blocks) {
        const bool server =
            placed.type() == "server_tool_use"_L1 || placed.type().endsWith("_tool_result"_L1);
        const bool assistant = placed.role == "assistant"_L1;
        const bool document = assistant && placed.is("document"_L1) && check.isNewVersion();
        if (server && assistant)
            continue;
        if (document || !kTypes.value(placed.role).contains(placed.type()))
            check.refuse("block-type", u"%1: `%2` blocks are not permitted in %3 messages"_s.arg(
                                           placed.path, placed.type(), placed.role));
    }
}

/// Request types: the fields of the blocks we send; others are let pass.
void blockFields(RequestCheck &check)
{
    static const QHash<QString, QStringList> kFields{
        {u"text"_s, {u"type"_s, u"text"_s, u"cache_control"_s, u"citations"_s}},
        {u"thinking"_s, {u"type"_s, u"thinking"_s, u"signature"_s, u"cache_control"_s}},
        {u"redacted_thinking"_s, {u"type"_s, u"data"_s, u"cache_control"_s}},
        {u"tool_use"_s,
         {u"type"_s, u"id"_s, u"name"_s, u"toolset_name"_s, u"input"_s, u"cache_control"_s,
          u"caller"_s}},
        {u"tool_result"_s,
         {u"type"_s, u"tool_use_id"_s, u"toolset_name"_s, u"content"_s, u"is_error"_s,
          u"cache_control"_s}},
        {u"image"_s, {u"type"_s, u"source"_s, u"cache_control"_s, u"transformations"_s}}};
    for (const PlacedBlock &placed : check.blocks) {
        QList<PlacedBlock> all{placed};
        if (placed.is("tool_result"_L1))
            all << placed.inside();
        for (const PlacedBlock &one : all) {
            if (kFields.contains(one.type()))
                check.allowOnly(one.block, kFields.value(one.type()), one.path);
        }
    }
}

/// Conversation rules 5: no empty and no blank text, wherever it stands.
void emptyText(RequestCheck &check)
{
    for (const PlacedBlock &placed : check.blocks) {
        QList<PlacedBlock> all{placed};
        // Text content of a result may be empty; only blocks may not.
        if (placed.is("tool_result"_L1) && placed.block.value("content"_L1).isArray())
            all = placed.inside();
        for (const PlacedBlock &one : all) {
            const QString text = one.block.value("text"_L1).toString();
            if (!one.is("text"_L1))
                continue;
            if (text.isEmpty())
                check.refuse("empty-text", u"messages: text content blocks must be non-empty"_s);
            else if (text.trimmed().isEmpty())
                check.refuse("empty-text",
                             u"messages: text content blocks must contain non-whitespace text"_s);
        }
    }
}

/// API version: citations are not for users since 2026-10-21.
void citations(RequestCheck &check)
{
    for (const PlacedBlock &placed : check.blocks) {
        if (check.isNewVersion() && placed.role == "user"_L1 && placed.is("text"_L1) &&
            !placed.block.value("citations"_L1).toArray().isEmpty())
            check.refuse("citations",
                         placed.path + u".citations: not permitted in user messages"_s);
    }
}

} // namespace

void checkMessages(RequestCheck &check)
{
    shape(check);
    firstAndLast(check);
    systemMessages(check);
    blockTypes(check);
    blockFields(check);
    emptyText(check);
    citations(check);
}

} // namespace pilothouse
