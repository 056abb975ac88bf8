#include "wire/answers.h"
#include "wire/home_question.h"
#include "wire/to_node.h"
#include "wire/to_server.h"

#include <cstdint>
#include <cstdlib>

using namespace pilothouse;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

/// What was understood is said again in words that mean the same.
template <typename Message, typename Read> void tryAs(const WireFrame &frame, Read read)
{
    const Result<Message> message = read(frame);
    if (!message) {
        demand(!message.error().message.isEmpty());
        return;
    }
    const WireFrame said = frameOf(*message);
    const Result<Message> again = read(said);
    demand(again && again->index() == message->index() && frameOf(*again) == said);
}

} // namespace

// Any message of either side of a link, as text or as binary.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray message(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    (void)homeAnswerFrom(message);
    for (const Result<WireFrame> &frame : {frameFromText(message), frameFromBinary(message)}) {
        if (!frame)
            continue;
        tryAs<ToNode>(*frame, toNodeFrom);
        tryAs<ToServer>(*frame, toServerFrom);
        tryAs<HomeQuestion>(*frame, homeQuestionFrom);
        (void)homeFindingFrom(*frame);
        (void)writtenFrom(*frame);
        (void)toolReplyFrom(*frame);
        (void)elementsFrom(*frame);
        (void)shellLineEndFrom(*frame);
        (void)textFrom(*frame);
    }
    return 0;
}
