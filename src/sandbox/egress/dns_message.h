#pragma once

#include <netinet/in.h>

#include <optional>
#include <string>
#include <string_view>

/// As much of DNS (RFC 1035) as answering a resolver's question takes.
namespace pilothouse::egress {

constexpr unsigned kDnsTypeA = 1;

struct DnsQuestion
{
    std::string name; ///< as hostName() gives it; empty: none that a host has
    unsigned type = 0;
    std::size_t end = 0; ///< where it ends in the message
};

/// The question of a query. Nothing when the message is no query with one question.
std::optional<DnsQuestion> dnsQuestion(std::string_view message);

enum class DnsAnswer {
    NoSuchName,
    Nothing, ///< the name exists, but has nothing of that type
    Address,
};

/// The reply to that query. `address` with DnsAnswer::Address only.
std::string dnsReply(std::string_view query, const DnsQuestion &question, DnsAnswer answer,
                     in_addr address = {});

} // namespace pilothouse::egress
