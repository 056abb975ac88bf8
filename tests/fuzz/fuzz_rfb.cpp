#include "vnc/viewer_handshake.h"
#include "vnc/client_messages.h"
#include "vnc/cut_text.h"
#include "vnc/input_filter.h"
#include "vnc/server_messages.h"

#include <cstdint>
#include <cstdlib>

using namespace pilothouse;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

// A watcher's messages: nothing that is input may come out at the other end.
void watch(const QByteArray &bytes)
{
    InputFilter filter;
    ClientMessages parser;
    QByteArray passed;
    for (qsizetype at = 0; at < bytes.size(); at += 7) {
        const auto messages = parser.feed(bytes.mid(at, 7));
        if (!messages)
            return;
        for (const ClientMessage &message : *messages) {
            passed += filter.pass(message);
            if (message.kind == ClientMessage::Kind::CutText)
                demand(CutText::of(message.bytes).text.size() <= CutText::kLongest);
        }
    }
    ClientMessages second; // what passed can be read by the same rules
    const auto all = second.feed(passed);
    demand(all.has_value());
    for (const ClientMessage &message : *all)
        demand(!InputFilter::isInput(message.kind));
    filter.setRole(InputFilter::Role::Steer);
}

// The X server's stream: the same in one part or in many, and no more than came.
void follow(const QByteArray &bytes)
{
    ServerMessages whole{PixelWidth()};
    const auto atOnce = whole.feed(bytes, false);
    ServerMessages stream{PixelWidth()};
    QByteArray passed;
    for (qsizetype at = 0; at < bytes.size(); at += 5) {
        const auto part = stream.feed(bytes.mid(at, 5), false);
        if (!part)
            return demand(!atOnce);
        passed += *part;
    }
    demand(atOnce && *atOnce == passed && passed.size() <= bytes.size());
}

} // namespace

// The first byte says whose bytes the rest are.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    QByteArray bytes(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size - 1));
    switch (data[0] % 3) {
    case 0:
        watch(bytes);
        break;
    case 1:
        follow(bytes);
        break;
    default:
        ViewerHandshake handshake("init");
        if (const auto answer = handshake.feed(bytes))
            demand(answer->size() < 20);
    }
    return 0;
}
