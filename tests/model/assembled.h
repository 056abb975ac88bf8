#pragma once

#include "model/anthropic/messages_assembler.h"
#include "stream_text.h"

/// A stream read to its end, for tests of what comes out.
namespace pilothouse {

using namespace Qt::StringLiterals;

struct Outcome
{
    ApiResult<ModelReply> reply = tl::unexpected(ApiFailure{});
    QString text; // as told while it came
    QString thinking;
};

inline Outcome assemble(const QByteArray &bytes, const QString &model = u"claude-opus-5-5"_s,
                        ToolDialect dialect = ToolDialect::ComputerToolset20260801)
{
    Outcome outcome;
    SseParser parser;
    MessagesAssembler assembler(dialect, ModelTable::builtin().find(model));
    const auto frames = parser.feed(bytes);
    for (const SseFrame &frame : *frames) {
        const auto progress = assembler.accept(frame, QDateTime());
        if (!progress) {
            outcome.reply = tl::unexpected(progress.error());
            return outcome;
        }
        if (!*progress)
            continue;
        if (const auto *text = std::get_if<TextDelta>(&**progress))
            outcome.text += text->text;
        if (const auto *thinking = std::get_if<ThinkingDelta>(&**progress))
            outcome.thinking += thinking->text;
    }
    outcome.reply = assembler.finish();
    return outcome;
}

inline QByteArray wrapped(const QByteArray &blocks)
{
    return stream::start() + blocks + stream::messageDelta("tool_use") + stream::stop();
}

inline QByteArray onlyRaw(const QByteArray &blocks)
{
    const auto reply = assemble(wrapped(blocks)).reply;
    return reply && reply->blocks.size() == 1 ? reply->blocks.first().raw
                                              : QByteArray("not one block");
}

} // namespace pilothouse
