#include "core/clock.h"
#include "model/call_ids.h"
#include "model/call_places.h"
#include "model/chat/chat_assembler.h"
#include "model/chat/chat_messages.h"
#include "model/http/answer_reader.h"
#include "model/raw_object.h"

#include <cstdlib>

using namespace pilothouse;

// Any bytes as the answer of a server of chat completions, cut at places the bytes themselves
// choose: no crash, the cuts do not matter, and a reply that comes out can be sent back.
namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

ApiResult<ModelReply> readAnswer(QByteArrayView body, qsizetype length)
{
    const Clock &clock = systemClock();
    const ProgressSink none;
    AnswerReader reader(clock, none, std::make_unique<ChatAssembler>(ModelInfo()));
    const AnswerHead head{.status = 200};
    for (qsizetype at = 0; at < body.size(); at += length) {
        const QByteArrayView piece = body.sliced(at, std::min(length, body.size() - at));
        if (auto read = reader.read(head, piece.toByteArray()); !read)
            return tl::unexpected(read.error());
    }
    return reader.finish(head, {.status = 200});
}

void sendBack(const ModelReply &reply)
{
    AssistantTurn said;
    UserTurn answers{.texts = {QStringLiteral("Go on")}};
    for (const ReplyBlock &block : reply.blocks) {
        check(RawObject::parse(block.raw).has_value());
        said.blocks += block.raw;
        if (block.call)
            answers.answers += ToolAnswer{.toolUseId = block.call->id};
    }
    const UserTurn hello{.texts = {QStringLiteral("Hello")}};
    const ModelRequest request{.turns = {hello, said, answers}};
    const auto messages = chatMessages(request, {});
    check(messages.has_value());
    for (const QByteArray &message : *messages)
        check(RawObject::parse(message).has_value());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView body(data + 1, qsizetype(size) - 1);
    auto whole = readAnswer(body, std::max<qsizetype>(body.size(), 1));
    const auto pieces = readAnswer(body, 1 + data[0]);
    check(whole.has_value() == pieces.has_value());
    if (!whole) {
        check(!whole.error().error.message.isEmpty());
        return 0;
    }
    check(whole->blocks.size() == pieces->blocks.size());
    giveOwnIds(*whole, {});
    bringToPixels(*whole, {QSize(1280, 800), CoordinateSpace::Thousand});
    sendBack(*whole);
    return 0;
}
