#pragma once
#ifndef Q_MOC_RUN // it loses its way in such strings

#include "model/messages.h"

#include <functional>

/// Conversations, and what of them a server of chat completions is sent.
namespace pilothouse {

using namespace Qt::StringLiterals;

inline const Picture kPicture{.bytes = "PNG", .mediaType = u"image/png"_s, .size = {1280, 800}};

inline AssistantTurn calling(const QByteArray &more = {}, const QByteArray &id = "c1")
{
    return {{R"({"type":"tool_use","id":")" + id + R"(","name":"bash","input":{"command":"ls"})" +
             more + '}'}};
}

// Long: a table.
inline void addConversations(
    const std::function<void(const char *, const QList<Turn> &, const QByteArray &)> &row)
{
    const UserTurn hello{.texts = {u"Hello"_s}};
    const QByteArray said = R"([{"content":"Hello","role":"user"})";
    const QByteArray call =
        R"({"content":null,"role":"assistant","tool_calls":[{"function":{"arguments":)"
        R"("{\"command\":\"ls\"}","name":"bash"},"id":"c1","type":"function"}]})";
    const QByteArray url =
        R"({"image_url":{"url":"data:image/png;base64,UE5H"},"type":"image_url"})";
    const auto answer = [](const QString &text, const QList<Picture> &pictures = {}) {
        return UserTurn{.answers = {{.toolUseId = u"c1"_s, .text = text, .pictures = pictures}}};
    };
    row("words", {hello}, said + ']');
    row("two texts", {UserTurn{.texts = {u"a"_s, u"b"_s}}},
        R"([{"content":[{"text":"a","type":"text"},{"text":"b","type":"text"}],"role":"user"}])");
    row("a picture among words", {UserTurn{.texts = {u"a"_s, u"b"_s}, .pictures = {{kPicture, 1}}}},
        R"([{"content":[{"text":"a","type":"text"},)" + url +
            R"(,{"text":"b","type":"text"}],"role":"user"}])");
    row("an answer", {hello, calling(), answer(u"x.txt"_s)},
        said + ',' + call + R"(,{"content":"x.txt","role":"tool","tool_call_id":"c1"}])");
    row("an answer without words", {hello, calling(), answer({})},
        said + ',' + call +
            R"(,{"content":"Done; there is no output.","role":"tool","tool_call_id":"c1"}])");
    row("an answer with a picture", {hello, calling(), answer(u"Done"_s, {kPicture})},
        said + ',' + call +
            R"(,{"content":"Done\n[See picture 1 below.]","role":"tool","tool_call_id":"c1"},)"
            R"({"content":[{"text":"[Picture 1:]","type":"text"},)" +
            url + R"(],"role":"user"}])");
    UserTurn both = answer(u"Done"_s, {kPicture});
    both.texts = {u"Go on"_s};
    row("an answer with a picture, and words", {hello, calling(), both},
        said + ',' + call +
            R"(,{"content":"Done\n[See picture 1 below.]","role":"tool","tool_call_id":"c1"},)"
            R"({"content":[{"text":"[Picture 1:]","type":"text"},)" +
            url + R"(,{"text":"Go on","type":"text"}],"role":"user"}])");
    row("arguments as they came",
        {hello, calling(R"(,"item":{"arguments":"{ \"command\": \"ls\" }"})"), answer(u"x"_s)},
        said + ',' +
            QByteArray(call).replace(R"("{\"command\":\"ls\"}")", R"("{ \"command\": \"ls\" }")") +
            R"(,{"content":"x","role":"tool","tool_call_id":"c1"}])");
    const AssistantTurn words{{R"({"type":"text","text":"Hi"})"}};
    row("two replies after each other", {hello, words, words, hello},
        said + R"(,{"content":"Hi\n\nHi","role":"assistant"},)" + said.sliced(1) + ']');
    const AssistantTurn thinking{
        {R"({"type":"thinking","thinking":"Hm","item":{"reasoning_content":true}})",
         R"({"type":"text","text":"Hi"})"}};
    row("thinking under its name", {hello, thinking, hello},
        said + R"(,{"content":"Hi","reasoning_content":"Hm","role":"assistant"},)" +
            said.sliced(1) + ']');
    const AssistantTurn details{
        {R"({"type":"thinking","thinking":"Hm","item":{"reasoning_details":[{"data":"x"}]}})",
         R"({"type":"text","text":"Hi"})"}};
    row("thinking as an item", {hello, details, hello},
        said + R"(,{"content":"Hi","reasoning_details":[{"data":"x"}],"role":"assistant"},)" +
            said.sliced(1) + ']');
    const AssistantTurn tagged{
        {R"({"type":"thinking","thinking":"Hm"})", R"({"type":"text","text":"Hi"})"}};
    row("thinking that stood in the text stays here", {hello, tagged, hello},
        said + R"(,{"content":"Hi","role":"assistant"},)" + said.sliced(1) + ']');
}

} // namespace pilothouse

#endif
