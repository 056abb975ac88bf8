#pragma once
#ifndef Q_MOC_RUN // it loses its way in such strings

#include "chat_stream.h"

#include <QStringList>

#include <functional>

/// Replies of servers of chat completions, as they should be and as they are.
namespace pilothouse {

using namespace Qt::StringLiterals;

inline constexpr char kWhole[] =
    R"({"id":"x","object":"chat.completion","model":"q","choices":[{"index":0,"message":)"
    R"({"role":"assistant","content":"Hello","tool_calls":[{"id":"c1","type":"function",)"
    R"("function":{"name":"bash","arguments":"{\"command\":\"ls\"}"}}]},)"
    R"("finish_reason":"tool_calls"}],"usage":{"prompt_tokens":10,"completion_tokens":7}})";

// Long: a table.
inline void addChatReplies(
    const std::function<void(const char *, const QByteArray &, const QStringList &)> &row)
{
    using namespace chat;
    const QByteArray ls = R"("arguments":"{\"command\":\"ls\"}")";
    const QByteArray bash = R"("name":"bash",)" + ls;
    const QString run = u"c1 bash(run){\"command\":\"ls\"}"_s;
    row("words", saying("Hello"), {u"text:Hello"_s});
    row("a call in pieces",
        call(R"("index":0,"id":"c1","type":"function")", R"("name":"bash","arguments":"")") +
            call(R"("index":0)", R"("arguments":"{\"comm")") +
            call(R"("index":0)", R"("arguments":"and\":\"ls\"}")") + end("tool_calls") + done(),
        {run});
    row("two calls among each other",
        call(R"("index":0,"id":"c1")", bash) +
            call(R"("index":1,"id":"c2")", R"("name":"bash","arguments":"{\"command\":")") +
            call(R"("index":1)", R"("arguments":"\"pwd\"}")") + end("tool_calls") + done(),
        {run, u"c2 bash(run){\"command\":\"pwd\"}"_s});
    row("an action of the computer",
        call(
            R"("index":0,"id":"c1")",
            R"("name":"computer","arguments":"{\"action\":\"left_click\",\"coordinate\":[1,2]}")") +
            end("tool_calls"),
        {u"c1 computer(left_click){\"coordinate\":[1,2]}"_s});
    row("words and a call", text("Look:") + call(R"("index":0,"id":"c1")", bash) + end("stop"),
        {u"text:Look:"_s, run});
    row("a whole answer", kWhole, {u"text:Hello"_s, run});
    row("a whole answer in a stream", chunk(kWhole) + done(), {u"text:Hello"_s, run});
    row("no index",
        call(R"("id":"c1")", R"("name":"bash","arguments":"{\"command\":")") +
            call("", R"("arguments":"\"ls\"}")") + end("tool_calls"),
        {run});
    row("no index, two calls",
        call(R"("id":"c1")", bash) + call(R"("id":"c2")", bash) + end("stop"),
        {run, u"c2 bash(run){\"command\":\"ls\"}"_s});
    row("every call is the first",
        call(R"("index":0,"id":"c1")", bash) + call(R"("index":0,"id":"c2")", bash) + end("stop"),
        {run, u"c2 bash(run){\"command\":\"ls\"}"_s});
    row("no id", call(R"("index":0)", bash) + end("tool_calls"),
        {u" bash(run){\"command\":\"ls\"}"_s});
    row("an id that is null", call(R"("index":0,"id":null)", bash) + end("tool_calls"),
        {u" bash(run){\"command\":\"ls\"}"_s});
    row("the name again in each piece",
        call(R"("index":0,"id":"c1")", R"("name":"bash","arguments":"{\"command\":")") +
            call(R"("index":0,"id":"c1")", R"("name":"bash","arguments":"\"ls\"}")") +
            end("tool_calls"),
        {run});
    row("arguments as an object",
        call(R"("index":0,"id":"c1")", R"("name":"bash","arguments":{"command":"ls"})") +
            end("tool_calls"),
        {run});
    row("arguments in a string in a string",
        call(R"("index":0,"id":"c1")",
             R"("name":"bash","arguments":"\"{\\\"command\\\":\\\"ls\\\"}\"")") +
            end("tool_calls"),
        {run});
    row("no arguments", call(R"("index":0,"id":"c1")", R"("name":"elements")") + end("stop"),
        {u"c1 elements(elements){}"_s});
    row("broken arguments",
        call(R"("index":0,"id":"c1")", R"("name":"bash","arguments":"{\"comm")") +
            end("tool_calls"),
        {u"bash(malformed)"_s});
    row("an empty list of calls", choice(R"({"content":"Hi","tool_calls":[]})") + end("stop"),
        {u"text:Hi"_s});
    row("a call that was only begun",
        choice(R"({"tool_calls":[{"index":0,"id":"c1"}]})") + text("Hi") + end("stop"),
        {u"text:Hi"_s});
    row("a call of the older kind",
        choice(R"({"function_call":{"name":"bash","arguments":"{\"command\":"}})") +
            choice(R"({"function_call":{"arguments":"\"ls\"}"}})") + end("function_call"),
        {u" bash(run){\"command\":\"ls\"}"_s});
    row("text in parts",
        choice(R"({"content":[{"type":"text","text":"He"},{"type":"text","text":"llo"}]})") +
            end("stop"),
        {u"text:Hello"_s});
    row("thinking", choice(R"({"reasoning_content":"Hm"})") + text("Hi") + end("stop"),
        {u"thinking:Hm"_s, u"text:Hi"_s});
    row("thinking under two names",
        choice(R"({"reasoning":"Hm","reasoning_content":"Hm"})") + text("Hi") + end("stop"),
        {u"thinking:Hm"_s, u"text:Hi"_s});
    row("thinking between tags", text("<think>Hm</think>\\n\\nHi") + end("stop"),
        {u"thinking:Hm"_s, u"text:Hi"_s});
    row("tags in the middle are words", text("See <think>x</think>") + end("stop"),
        {u"text:See <think>x</think>"_s});
    row("no finish reason", text("Hi") + done(), {u"text:Hi"_s});
    row("no end of the stream", text("Hi") + end("stop"), {u"text:Hi"_s});
    row("a filter's chunk first",
        chunk(R"({"id":"","choices":[],"prompt_filter_results":[]})") + saying("Hi"),
        {u"text:Hi"_s});
    row("half an emoji in each", text("\\ud83d") + text("\\ude00") + end("stop"), {u"text:😀"_s});
    row("nothing", end("stop"), {});
}

inline void addChatUsages(
    const std::function<void(const char *, const QByteArray &, qint64, qint64, double)> &row)
{
    row("plain", R"("prompt_tokens":1000,"completion_tokens":7)", 1000, 0, 0.00107);
    row("cached",
        R"("prompt_tokens":1000,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":900})",
        100, 900, 0.00026);
    row("cached, as DeepSeek says it",
        R"("prompt_tokens":1000,"completion_tokens":7,"prompt_cache_hit_tokens":900)", 100, 900,
        0.00026);
    row("more cached than there are",
        R"("prompt_tokens":10,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":90})",
        0, 10, 0.000071);
    row("the server knows the cost", R"("prompt_tokens":1000,"completion_tokens":7,"cost":0.5)",
        1000, 0, 0.5);
    row("nonsense", R"("prompt_tokens":-5,"completion_tokens":7,"cost":-1)", 0, 0, 0.00007);
}

} // namespace pilothouse

namespace pilothouse::chat {

inline QByteArray thought(const QByteArray &words)
{
    return choice(R"({"reasoning_content":")" + words + "\"}");
}

inline QByteArray refusal(const QByteArray &words)
{
    return choice(R"({"refusal":")" + words + "\"}");
}

/// A chunk that tells how much there is so far.
inline QByteArray counting(int tokens)
{
    return chunk(R"({"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":10,)"
                 R"("completion_tokens":)" +
                 QByteArray::number(tokens) + "}}");
}

/// Thinking as OpenRouter tells it, in pieces.
inline QByteArray detailedThought()
{
    return choice(R"({"reasoning":"a","reasoning_details":[)"
                  R"({"type":"reasoning.text","text":"a","index":0}]})") +
           choice(R"({"reasoning":"b","reasoning_details":[)"
                  R"({"type":"reasoning.text","text":"b","signature":"s","index":0}]})") +
           choice(
               R"({"reasoning_details":[{"type":"reasoning.encrypted","data":"x","index":1}]})") +
           end("stop");
}
inline const QByteArray kJoinedDetails =
    R"([{"index":0,"signature":"s","text":"ab","type":"reasoning.text"},)"
    R"({"data":"x","index":1,"type":"reasoning.encrypted"}])";

inline QByteArray wrappedArguments()
{
    return call(R"("index":0,"id":"c1")",
                R"("name":"bash","arguments":"{\"arguments\": {\"command\":\"ls\"}}")") +
           end("tool_calls");
}

/// A click that names its place by numbers of the model's own.
inline QByteArray clicking(int x, int y)
{
    const QByteArray place = QByteArray::number(x) + ',' + QByteArray::number(y);
    return call(R"("index":0,"id":"c1")",
                R"("name":"computer","arguments":"{\"action\":\"left_click\",\"coordinate\":[)" +
                    place + R"(]}")") +
           end("tool_calls");
}

} // namespace pilothouse::chat

#endif
