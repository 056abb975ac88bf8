#include "../clouds/event_frames.h"
#include "core/clock.h"
#include "model/anthropic/messages_assembler.h"
#include "model/clouds/event_stream_reader.h"
#include "model/http/answer_reader.h"

#include <cstdlib>

using namespace pilothouse;

// Any bytes as an event stream of AWS, cut at places the bytes themselves choose: no crash, and the
// cuts do not matter. Then the same bytes as what is inside of messages whose check sums are right.
namespace {

void check(bool holds)
{
    if (!holds)
        std::abort();
}

Result<QList<EventStreamMessage>> inPieces(QByteArrayView stream, qsizetype length)
{
    EventStreamParser parser;
    QList<EventStreamMessage> messages;
    for (qsizetype at = 0; at < stream.size(); at += length) {
        const auto some = parser.feed(stream.sliced(at, std::min(length, stream.size() - at)));
        if (!some)
            return some;
        messages += *some;
    }
    return messages;
}

void readAnswer(const QByteArray &body)
{
    const ProgressSink none;
    EventStreamReader reader(
        systemClock(), std::make_unique<AnswerReader>(
                           systemClock(), none,
                           std::make_unique<MessagesAssembler>(ToolDialect::Custom, ModelInfo())));
    const AnswerHead head{.status = 200, .type = "application/vnd.amazon.eventstream"};
    if (!reader.read(head, body))
        return;
    const auto reply = reader.finish(head, {.status = 200});
    check(reply || !reply.error().error.message.isEmpty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char *>(data + 2), qsizetype(size) - 2);
    const auto whole = inPieces(bytes, std::max<qsizetype>(bytes.size(), 1));
    const auto cut = inPieces(bytes, 1 + data[0]);
    check(whole.has_value() == cut.has_value() && (!whole || *whole == *cut));
    readAnswer(bytes);
    const qsizetype fields = std::min<qsizetype>(data[1], bytes.size());
    readAnswer(frames::message(bytes.first(fields), bytes.mid(fields)));
    readAnswer(frames::chunks(bytes));
    return 0;
}
