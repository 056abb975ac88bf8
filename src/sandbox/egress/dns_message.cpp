#include "dns_message.h"

#include "host_list.h"

#include <arpa/inet.h>

namespace pilothouse::egress {

namespace {

constexpr std::size_t kHeader = 12;
constexpr unsigned kClassInternet = 1;
constexpr unsigned kTimeToLive = 30; // s: a host that is allowed later is soon found

unsigned byteAt(std::string_view message, std::size_t at)
{
    return static_cast<unsigned char>(message[at]);
}

unsigned shortAt(std::string_view message, std::size_t at)
{
    return byteAt(message, at) << 8 | byteAt(message, at + 1);
}

void append(std::string &message, unsigned value)
{
    message += static_cast<char>(value >> 8 & 0xFF);
    message += static_cast<char>(value & 0xFF);
}

} // namespace

std::optional<DnsQuestion> dnsQuestion(std::string_view message)
{
    if (message.size() < kHeader || (byteAt(message, 2) & 0xF8) != 0 || shortAt(message, 4) != 1)
        return std::nullopt;
    std::string name;
    bool plain = true;
    std::size_t at = kHeader;
    for (;;) {
        if (at >= message.size())
            return std::nullopt;
        const unsigned length = byteAt(message, at++);
        if (length == 0)
            break;
        if (length > 63 || at + length > message.size()) // a question has no pointers
            return std::nullopt;
        const std::string_view label = message.substr(at, length);
        plain = plain && label.find('.') == std::string_view::npos;
        name += name.empty() ? "" : ".";
        name += label;
        at += length;
    }
    if (at + 4 > message.size() || shortAt(message, at + 2) != kClassInternet)
        return std::nullopt;
    return DnsQuestion{plain ? hostName(name) : std::string(), shortAt(message, at), at + 4};
}

std::string dnsReply(std::string_view query, const DnsQuestion &question, DnsAnswer answer,
                     in_addr address)
{
    constexpr unsigned kReply = 0x8000;
    constexpr unsigned kRecursionAvailable = 0x0080;
    constexpr unsigned kNoSuchName = 3;
    constexpr unsigned kNameOfQuestion = 0xC000 | kHeader;
    std::string reply(query.substr(0, 2));
    append(reply, kReply | (shortAt(query, 2) & 0x0100) | kRecursionAvailable |
                      (answer == DnsAnswer::NoSuchName ? kNoSuchName : 0));
    append(reply, 1);
    append(reply, answer == DnsAnswer::Address ? 1 : 0);
    append(reply, 0);
    append(reply, 0);
    reply += query.substr(kHeader, question.end - kHeader);
    if (answer == DnsAnswer::Address) {
        append(reply, kNameOfQuestion);
        append(reply, kDnsTypeA);
        append(reply, kClassInternet);
        append(reply, 0);
        append(reply, kTimeToLive);
        append(reply, sizeof address);
        reply.append(reinterpret_cast<const char *>(&address), sizeof address);
    }
    return reply;
}

} // namespace pilothouse::egress
