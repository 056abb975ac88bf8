#include "model/call_ids.h"
#include "model/responses/input_items.h"
#include "model/responses/item_blocks.h"
#include "model/responses/responses_assembler.h"

#include <QJsonDocument>

#include <cstdlib>

using namespace pilothouse;

// Any bytes as the stream of a response: no crash, and a reply that comes out can be stored, told
// and sent back, each item byte for byte.
namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

std::optional<ModelReply> assembled(const QByteArray &stream)
{
    SseParser parser(64 * 1024);
    const auto frames = parser.feed(stream);
    if (!frames)
        return std::nullopt;
    ResponsesAssembler assembler({});
    for (const SseFrame &frame : *frames)
        if (!assembler.accept(frame, QDateTime()))
            return std::nullopt;
    auto reply = assembler.finish();
    return reply ? std::optional(*std::move(reply)) : std::nullopt;
}

/// What the API would be sent next.
QByteArrayList sentBack(const ModelReply &reply)
{
    AssistantTurn said;
    UserTurn answers;
    for (const ReplyBlock &block : reply.blocks) {
        said.blocks.append(block.raw);
        if (block.call)
            answers.answers.append(
                {.toolUseId = block.call->id,
                 .pictures = {{.bytes = "x", .mediaType = QStringLiteral("image/png")}},
                 .isAcknowledged = true});
    }
    const auto items = inputItems({said, answers}, "original");
    check(items.has_value());
    return *items;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    auto reply = assembled(QByteArray(reinterpret_cast<const char *>(data), qsizetype(size)));
    if (!reply)
        return 0;
    giveOwnIds(*reply, {});
    const QByteArrayList sent = sentBack(*reply);
    for (const ReplyBlock &block : reply->blocks) {
        const auto raw = RawObject::parse(block.raw);
        check(raw.has_value() && raw->string("type") == block.type);
        check(!block.call || (!block.call->id.isEmpty() && raw->string("id") == block.call->id));
        const QByteArray item = itemIn(block.raw);
        check(item.isEmpty() || sent.contains(item));
        check(itemIn(withoutItem(block.raw)).isEmpty());
    }
    for (const QByteArray &item : sent)
        check(QJsonDocument::fromJson(item).isObject());
    return 0;
}
