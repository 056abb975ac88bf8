#pragma once

#include <QByteArrayList>

/// Events of the Responses API as text, for tests.
namespace pilothouse {

inline QByteArray typedEvent(const QByteArray &type, const QByteArray &members)
{
    return "event: " + type + "\ndata: {\"type\":\"" + type + '"' +
           (members.isEmpty() ? QByteArray() : ',' + members) + "}\n\n";
}

inline const QByteArray kReasoningItem =
    R"({"id":"rs_1","type":"reasoning","encrypted_content":"gAAA\/b=","summary":[{"type":"summary_text","text":"Hm"}]})";
inline const QByteArray kMessageItem =
    R"({"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text","annotations":[],"text":"H\u00e4llo"}],"role":"assistant"})";
inline const QByteArray kFunctionItem =
    R"({"id":"fc_1","type":"function_call","status":"completed","arguments":"{\"command\":\"ls\",\"restart\":null}","call_id":"call_f","name":"bash"})";
inline const QByteArray kComputerItem =
    R"({"id":"cu_1","type":"computer_call","status":"completed","call_id":"call_c","actions":[{"type":"click","button":"left","x":1,"y":2},{"type":"type","text":"hi"}],"pending_safety_checks":[]})";

inline QByteArray itemDone(int place, const QByteArray &item)
{
    return typedEvent("response.output_item.done",
                      "\"output_index\":" + QByteArray::number(place) + ",\"item\":" + item);
}

inline QByteArray responseText(const QByteArray &status, const QByteArrayList &items,
                               const QByteArray &more = {})
{
    return R"({"id":"resp_1","object":"response","status":")" + status +
           R"(","model":"gpt-5.4-2026-03-05","output":[)" + items.join(',') + ']' + more +
           R"(,"usage":{"input_tokens":120,"input_tokens_details":{"cached_tokens":100,"cache_write_tokens":5},"output_tokens":9,"output_tokens_details":{"reasoning_tokens":4},"total_tokens":129}})";
}

inline QByteArray ended(const QByteArray &status, const QByteArrayList &items,
                        const QByteArray &more = {})
{
    return typedEvent("response." + status, "\"response\":" + responseText(status, items, more));
}

inline QByteArray begun()
{
    return typedEvent("response.created", R"("response":{"id":"resp_1","status":"in_progress"})");
}

/// A whole stream with these items.
inline QByteArray streamOf(const QByteArrayList &items)
{
    QByteArray text = begun();
    for (qsizetype i = 0; i < items.size(); ++i)
        text += itemDone(int(i), items.at(i));
    return text + ended("completed", items);
}

} // namespace pilothouse
