#include "core/clock.h"
#include "model/http/answer_reader.h"
#include "model/anthropic/messages_assembler.h"
#include "model/call_ids.h"

#include <cstdlib>

using namespace pilothouse;

// Any bytes as an event stream, cut at places the bytes themselves choose: no crash, the cuts do
// not matter, and a reply that comes out can be sent back.
namespace {

bool check(bool holds)
{
    if (!holds)
        std::abort();
    return holds;
}

QList<SseFrame> inPieces(QByteArrayView stream, qsizetype length)
{
    SseParser parser(64 * 1024);
    QList<SseFrame> frames;
    for (qsizetype at = 0; at < stream.size(); at += length) {
        const auto some = parser.feed(stream.sliced(at, std::min(length, stream.size() - at)));
        check(some.has_value());
        frames += *some;
    }
    return frames;
}

void assemble(const QList<SseFrame> &frames, ToolDialect dialect)
{
    MessagesAssembler assembler(dialect, {});
    for (const SseFrame &frame : frames)
        if (!assembler.accept(frame, QDateTime()))
            return;
    auto reply = assembler.finish();
    if (!reply)
        return;
    giveOwnIds(*reply, {});
    for (const ReplyBlock &block : reply->blocks) {
        const auto raw = RawObject::parse(block.raw);
        check(raw.has_value() && raw->string("type") == block.type);
        check(!block.call || (!block.call->id.isEmpty() && raw->string("id") == block.call->id));
    }
}

// The same bytes as the body of an answer with any label: they are read by what they are.
void readAnswer(QByteArrayView body, qsizetype length, const AnswerHead &head)
{
    const Clock &clock = systemClock();
    const ProgressSink none;
    AnswerReader reader(clock, none,
                        std::make_unique<MessagesAssembler>(ToolDialect::Custom, ModelInfo{}));
    for (qsizetype at = 0; at < body.size(); at += length) {
        const QByteArrayView piece = body.sliced(at, std::min(length, body.size() - at));
        if (!reader.read(head, piece.toByteArray()))
            return;
    }
    const auto reply = reader.finish(head, {.status = head.status});
    check(reply || !reply.error().error.message.isEmpty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArrayView stream(data + 2, qsizetype(size) - 2);
    const QList<SseFrame> frames = inPieces(stream, std::max<qsizetype>(stream.size(), 1));
    check(inPieces(stream, 1 + data[0]) == frames);
    assemble(frames, static_cast<ToolDialect>(data[1] % 5));
    const QByteArray encoding = data[1] % 8 < 4 ? "" : "deflate";
    readAnswer(stream, 1 + data[0], {.status = data[1] % 2 ? 200 : 500, .encoding = encoding});
    return 0;
}
