#pragma once
#ifndef Q_MOC_RUN // it loses its way in such strings

#include "chat_stream.h"

#include <functional>

/// Answers of servers of chat completions that are no reply: status, body, whether it is worth
/// another try, and what people are told.
namespace pilothouse {

inline void addChatFailures(
    const std::function<void(const char *, int, const QByteArray &, bool, const char *)> &row)
{
    using namespace chat;
    const QByteArray busy =
        R"({"error":{"message":"overloaded","type":"server_error","code":503}})";
    row("cut in the middle", 200, text("Hi"), true, "broke off");
    row("cut in a call", 200, call(R"("index":0,"id":"c1")", R"("name":"bash")"), true,
        "broke off");
    row("nothing at all", 200, "", true, "broke off");
    row("[DONE] and nothing else", 200, done(), true, "broke off");
    row("an error with 200", 200, busy, true, "overloaded");
    row("an error in the middle", 200, text("Hi") + chunk(busy), true, "overloaded");
    row("an error beside a choice", 200,
        chunk(R"({"error":{"code":502,"message":"provider died"},"choices":[{"index":0,)"
              R"("delta":{"content":""},"finish_reason":"error"}]})"),
        true, "provider died");
    row("a list of errors", 400, R"([{"error":{"code":400,"message":"bad schema"}}])", false,
        "bad schema");
    row("a page", 200, "<html><title>Log in</title>", false, "Log in");
    row("a page with 502", 502, "<html><title>Bad gateway</title>", true, "Bad gateway");
    row("the key", 401, R"({"error":{"message":"bad key","code":"invalid_api_key"}})", false,
        "check PILOTHOUSE_CHAT_API_KEY");
    row("the key, late", 200, chunk(R"({"error":{"message":"x","code":"invalid_api_key"}})"), false,
        "check PILOTHOUSE_CHAT_API_KEY");
    row("no parser for tools", 400,
        R"({"object":"error","message":"\"auto\" tool choice requires --enable-auto-tool-choice )"
        R"(and --tool-call-parser to be set","type":"BadRequestError","code":400})",
        false, "--enable-auto-tool-choice");
    row("no tools", 400, R"({"error":"model does not support tools"})", false,
        "does not support tools");
    row("no such model", 404, R"({"error":{"message":"model 'q' not found"}})", false, "not found");
    row("too many requests", 429, R"({"error":{"message":"slow down"}})", true, "slow down");
    row("no money", 429, R"({"error":{"message":"x","code":"insufficient_quota"}})", false, "x");
    row("the other dialect", 200, R"({"type":"message_start","message":{}})", false,
        "ANTHROPIC_BASE_URL");
    row("no JSON", 200, chunk("{half"), true, "no JSON");
}

} // namespace pilothouse

#endif
