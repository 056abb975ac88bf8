#pragma once

#include <QByteArray>
#include <QByteArrayList>

/// Event streams for tests, written as the API writes them.
namespace pilothouse::stream {

inline QByteArray frame(const QByteArray &event, const QByteArray &data)
{
    return "event: " + event + "\ndata: " + data + "\n\n";
}

inline QByteArray start(const QByteArray &usage = R"({"input_tokens":10,"output_tokens":1})")
{
    return frame(
        "message_start",
        R"({"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",)"
        R"("model":"claude-opus-5-5","content":[],"stop_reason":null,"usage":)" +
            usage + "}}");
}

inline QByteArray blockStart(int index, const QByteArray &block)
{
    return frame("content_block_start", R"({"type":"content_block_start","index":)" +
                                            QByteArray::number(index) + R"(,"content_block":)" +
                                            block + '}');
}

inline QByteArray delta(int index, const QByteArray &delta)
{
    return frame("content_block_delta", R"({"type":"content_block_delta","index":)" +
                                            QByteArray::number(index) + R"(,"delta":)" + delta +
                                            '}');
}

inline QByteArray blockStop(int index)
{
    return frame("content_block_stop",
                 R"({"type":"content_block_stop","index":)" + QByteArray::number(index) + '}');
}

inline QByteArray messageDelta(const QByteArray &reason,
                               const QByteArray &usage = R"({"output_tokens":7})")
{
    return frame("message_delta", R"({"type":"message_delta","delta":{"stop_reason":")" + reason +
                                      R"(","stop_sequence":null},"usage":)" + usage + '}');
}

inline QByteArray stop()
{
    return frame("message_stop", R"({"type":"message_stop"})");
}

inline QByteArray ping()
{
    return frame("ping", R"({"type":"ping"})");
}

inline QByteArray textBlock(int index, const QByteArrayList &pieces)
{
    QByteArray frames = blockStart(index, R"({"type":"text","text":""})");
    for (const QByteArray &piece : pieces)
        frames += delta(index, R"({"type":"text_delta","text":")" + piece + "\"}");
    return frames + blockStop(index);
}

/// `text` as a JSON string; ASCII only.
inline QByteArray quoted(QByteArray text)
{
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    return '"' + text + '"';
}

inline QByteArray inputDelta(int index, const QByteArray &piece)
{
    return delta(index, R"({"type":"input_json_delta","partial_json":)" + quoted(piece) + '}');
}

/// A tool call whose input comes in `pieces`.
inline QByteArray callBlock(int index, const QByteArray &fields, const QByteArrayList &pieces)
{
    QByteArray frames = blockStart(index, R"({"type":"tool_use",)" + fields + R"(,"input":{}})");
    for (const QByteArray &piece : pieces)
        frames += inputDelta(index, piece);
    return frames + blockStop(index);
}

/// The body of a failed request.
inline QByteArray errorBody(const QByteArray &type, const QByteArray &message,
                            const QByteArray &code = {})
{
    const QByteArray details =
        code.isEmpty() ? code : R"(,"details":{"error_code":)" + quoted(code) + '}';
    return R"({"type":"error","error":{"type":)" + quoted(type) + R"(,"message":)" +
           quoted(message) + details + R"(},"request_id":"req_9"})";
}

/// A whole reply that says `text`.
inline QByteArray saying(const QByteArray &text)
{
    return start() + textBlock(0, {text}) + messageDelta("end_turn") + stop();
}

} // namespace pilothouse::stream
