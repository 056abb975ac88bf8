#pragma once
#ifndef Q_MOC_RUN // it loses its way in such strings

#include <QByteArray>
#include <QByteArrayList>

/// Event streams for tests, as servers of chat completions write them.
namespace pilothouse::chat {

inline QByteArray chunk(const QByteArray &data)
{
    return "data: " + data + "\n\n";
}

inline QByteArray choice(const QByteArray &delta, const QByteArray &reason = "null")
{
    return chunk(R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"q",)"
                 R"("choices":[{"index":0,"delta":)" +
                 delta + R"(,"finish_reason":)" + reason + "}]}");
}

inline QByteArray text(const QByteArray &words)
{
    return choice(R"({"content":")" + words + "\"}");
}

/// A piece of a call; `fields` beside function: "index":0,"id":"c1","type":"function".
inline QByteArray call(const QByteArray &fields, const QByteArray &function)
{
    return choice(R"({"tool_calls":[{)" + fields + (fields.isEmpty() ? "" : ",") +
                  R"("function":{)" + function + "}}]}");
}

inline QByteArray end(const QByteArray &reason)
{
    return choice("{}", '"' + reason + '"');
}

inline QByteArray usage(const QByteArray &fields = R"("prompt_tokens":10,"completion_tokens":7)")
{
    return chunk(R"({"id":"chatcmpl-1","choices":[],"usage":{)" + fields + "}}");
}

inline QByteArray done()
{
    return chunk("[DONE]");
}

inline QByteArray saying(const QByteArray &words)
{
    return choice(R"({"role":"assistant","content":""})") + text(words) + end("stop") + usage() +
           done();
}

} // namespace pilothouse::chat

#endif
