#include "sandbox/egress/dns_message.h"
#include "sandbox/egress/first_words.h"
#include "sandbox/egress/host_list.h"
#include "sandbox/egress/refused_packet.h"

#include <cstdint>
#include <cstdlib>

using namespace pilothouse::egress;

namespace {

void demand(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

/// Everything that a session's programs can send to its network: names come out as host names or
/// not at all, and what is not complete stays so only while it is short.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    const FirstWords words = readFirstWords(bytes);
    demand(words.host == hostName(words.host));
    demand(words.kind != FirstWords::Kind::Incomplete || size < kLongestFirstWords);
    if (const auto question = dnsQuestion(bytes)) {
        demand(question->end <= size && question->name == hostName(question->name));
        demand(dnsReply(bytes, *question, DnsAnswer::Address).size() == question->end + 16);
    }
    if (refusedPacket(bytes))
        demand(prohibition(bytes).size() > 28);
    return 0;
}
