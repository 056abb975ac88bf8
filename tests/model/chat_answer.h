#pragma once

#include "model/chat/chat_assembler.h"
#include "model/chat/chat_endpoint.h"
#include "model/http/answer_reader.h"
#include "chat_stream.h"
#include "support/fake_clock.h"

namespace pilothouse {

/// What people have seen of a reply of chat completions.
struct Told
{
    QString text;
    QString thinking;
};

/// `body` as a client reads it, in pieces of `step` bytes; 0: at once.
inline ApiResult<ModelReply> readAll(const QByteArray &body, int status = 200, qsizetype step = 0,
                                     Told *told = nullptr, const ModelInfo &model = {})
{
    const FakeClock clock;
    const ProgressSink sink = [told](const ModelProgress &progress) {
        if (const auto *text = std::get_if<TextDelta>(&progress); text && told)
            told->text += text->text;
        if (const auto *thinking = std::get_if<ThinkingDelta>(&progress); thinking && told)
            told->thinking += thinking->text;
    };
    AnswerReader reader(clock, sink, std::make_unique<ChatAssembler>(model));
    const AnswerHead head{.status = status};
    step = step > 0 ? step : std::max<qsizetype>(body.size(), 1);
    for (qsizetype at = 0; at < body.size(); at += step)
        if (auto read = reader.read(head, body.mid(at, step)); !read)
            return tl::unexpected(read.error());
    return reader.finish(head, {.status = status, .keyName = kChatKey});
}

} // namespace pilothouse
