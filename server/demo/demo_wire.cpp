#include "demo/demo_wire.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Small enough that text is seen to flow, few enough that a reply is there within a second.
constexpr qsizetype kMaxPieces = 40;
constexpr qsizetype kLeastPiece = 10;
constexpr qsizetype kInputPieces = 4;

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

QByteArray literal(const QByteArray &text)
{
    return jsonString(QString::fromUtf8(text));
}

QByteArray usageJson(const Usage &usage, qint64 output)
{
    const QByteArray creation =
        jsonObject({{"ephemeral_5m_input_tokens", number(usage.cacheWrite5m)},
                    {"ephemeral_1h_input_tokens", number(usage.cacheWrite1h)}});
    return jsonObject(
        {{"input_tokens", number(usage.input)},
         {"cache_creation_input_tokens", number(usage.cacheWrite5m + usage.cacheWrite1h)},
         {"cache_read_input_tokens", number(usage.cacheRead)},
         {"cache_creation", creation},
         {"output_tokens", number(output)},
         {"service_tier", "\"standard\""}});
}

/// The block whole, or as it starts a stream: with empty text and input.
QByteArray blockJson(const DemoBlock &block, bool whole)
{
    const QString text = whole ? block.text : QString();
    if (block.kind == DemoBlock::Kind::Text)
        return jsonObject({{"type", "\"text\""}, textField("text", text)});
    if (block.kind == DemoBlock::Kind::Thinking)
        return jsonObject({{"type", "\"thinking\""},
                           textField("thinking", text),
                           {"signature", literal(whole ? block.signature : QByteArray())}});
    QList<JsonField> fields{{"type", "\"tool_use\""},
                            {"id", literal(block.call.id)},
                            textField("name", block.call.name)};
    if (!block.call.toolset.isEmpty())
        fields << textField("toolset_name", block.call.toolset);
    fields << JsonField{"input", whole ? block.call.input : QByteArray("{}")};
    return jsonObject(fields);
}

QByteArray messageHead(const DemoEnvelope &envelope, const QByteArray &content,
                       const QByteArray &stopReason, qint64 output)
{
    QList<JsonField> fields{
        {"id", literal(envelope.id)}, {"type", "\"message\""},
        {"role", "\"assistant\""},    textField("model", envelope.model),
        {"content", content},         {"stop_reason", stopReason},
        {"stop_sequence", "null"},    {"usage", usageJson(envelope.usage, output)}};
    if (envelope.editsContext && stopReason != "null")
        fields << JsonField{"context_management", "{\"applied_edits\":[]}"};
    return jsonObject(fields);
}

QByteArray frame(const QByteArray &event, const QList<JsonField> &fields)
{
    QList<JsonField> all{{"type", literal(event)}};
    return "event: " + event + "\ndata: " + jsonObject(all + fields) + "\n\n";
}

QByteArray deltaFrame(qsizetype index, const QByteArray &type, const JsonField &value)
{
    const QByteArray delta = jsonObject({{"type", literal(type)}, value});
    return frame("content_block_delta", {{"index", number(index)}, {"delta", delta}});
}

QByteArrayList deltaFrames(const DemoBlock &block, qsizetype index)
{
    QByteArrayList frames;
    if (block.kind == DemoBlock::Kind::ToolUse) {
        const QString input = QString::fromUtf8(block.call.input);
        const bool whole = !block.call.toolset.isEmpty();
        if (!whole)
            frames << deltaFrame(index, "input_json_delta", textField("partial_json", {}));
        for (const QString &piece : textPieces(input, whole ? 1 : kInputPieces, kLeastPiece))
            frames << deltaFrame(index, "input_json_delta", textField("partial_json", piece));
        return frames;
    }
    const bool thinking = block.kind == DemoBlock::Kind::Thinking;
    for (const QString &piece : textPieces(block.text, kMaxPieces, kLeastPiece))
        frames << deltaFrame(index, thinking ? "thinking_delta" : "text_delta",
                             textField(thinking ? "thinking" : "text", piece));
    if (thinking)
        frames << deltaFrame(index, "signature_delta", {"signature", literal(block.signature)});
    return frames;
}

} // namespace

QStringList textPieces(const QString &text, qsizetype pieces, qsizetype least)
{
    const qsizetype length = qMax(least, (text.size() + pieces - 1) / qMax<qsizetype>(pieces, 1));
    QStringList result;
    for (qsizetype at = 0; at < text.size();) {
        qsizetype size = qMin(length, text.size() - at);
        if (at + size < text.size() && text.at(at + size).isLowSurrogate())
            ++size;
        result << text.sliced(at, size);
        at += size;
    }
    return result;
}

QByteArray messageJson(const DemoReply &reply, const DemoEnvelope &envelope)
{
    QList<QByteArray> blocks;
    for (const DemoBlock &block : reply.blocks)
        blocks << blockJson(block, true);
    return messageHead(envelope, jsonArray(blocks), literal(reply.stopReason),
                       envelope.usage.output);
}

QByteArrayList streamFrames(const DemoReply &reply, const DemoEnvelope &envelope)
{
    QByteArrayList frames{
        frame("message_start", {{"message", messageHead(envelope, "[]", "null", 1)}})};
    for (qsizetype i = 0; i < reply.blocks.size(); ++i) {
        const DemoBlock &block = reply.blocks.at(i);
        frames << frame("content_block_start",
                        {{"index", number(i)}, {"content_block", blockJson(block, false)}});
        if (i == 0)
            frames << frame("ping", {});
        frames << deltaFrames(block, i);
        frames << frame("content_block_stop", {{"index", number(i)}});
    }
    const QByteArray delta =
        jsonObject({{"stop_reason", literal(reply.stopReason)}, {"stop_sequence", "null"}});
    QList<JsonField> last{{"delta", delta},
                          {"usage", usageJson(envelope.usage, envelope.usage.output)}};
    if (envelope.editsContext)
        last << JsonField{"context_management", "{\"applied_edits\":[]}"};
    return frames << frame("message_delta", last) << frame("message_stop", {});
}

} // namespace pilothouse
