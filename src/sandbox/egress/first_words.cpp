#include "first_words.h"

#include "host_list.h"

#include <algorithm>

namespace pilothouse::egress {

namespace {

/// Reads numbers and blocks off the front. What does not fit leaves it failed, with nothing left.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    std::string_view take(std::size_t count)
    {
        if (count > m_rest.size()) {
            m_failed = true;
            m_rest = {};
            return {};
        }
        const std::string_view taken = m_rest.substr(0, count);
        m_rest.remove_prefix(count);
        return taken;
    }
    std::size_t number(std::size_t bytes)
    {
        std::size_t value = 0;
        for (const char c : take(bytes))
            value = value << 8 | static_cast<unsigned char>(c);
        return value;
    }
    /// A block behind its own length.
    Reader block(std::size_t lengthBytes) { return Reader(take(number(lengthBytes))); }
    bool atEnd() const { return m_rest.empty(); }
    bool failed() const { return m_failed; }
    std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

/// The handshake messages of the records so far; false when something else is between them.
bool joinRecords(std::string_view bytes, std::string &handshake)
{
    constexpr std::size_t kRecordHeader = 5;
    constexpr unsigned char kHandshake = 22;
    while (bytes.size() >= kRecordHeader) {
        Reader header(bytes);
        if (header.number(1) != kHandshake || header.number(1) != 3)
            return false;
        header.number(1);
        const std::size_t length = header.number(2);
        handshake += bytes.substr(kRecordHeader, length);
        bytes.remove_prefix(std::min(bytes.size(), kRecordHeader + length));
    }
    return true;
}

std::string serverName(Reader extension)
{
    Reader names = extension.block(2);
    const std::size_t type = names.number(1);
    const Reader name = names.block(2);
    return type == 0 && names.atEnd() && !names.failed() ? hostName(name.rest()) : std::string();
}

FirstWords readHello(std::string_view bytes)
{
    constexpr std::size_t kClientHello = 1;
    std::string handshake;
    if (!joinRecords(bytes, handshake))
        return {FirstWords::Kind::Other};
    if (handshake.size() < 4)
        return {};
    Reader message(handshake);
    if (message.number(1) != kClientHello)
        return {FirstWords::Kind::Other};
    const std::size_t length = message.number(3);
    if (length > kLongestFirstWords)
        return {FirstWords::Kind::Other};
    if (message.rest().size() < length)
        return {};
    Reader hello(message.take(length));
    hello.take(2 + 32); // version, random
    hello.block(1);     // session id
    hello.block(2);     // cipher suites
    hello.block(1);     // compression
    Reader extensions = hello.block(2);
    FirstWords words{FirstWords::Kind::Tls};
    int named = 0;
    while (!extensions.atEnd() && !extensions.failed()) {
        const std::size_t type = extensions.number(2);
        Reader extension = extensions.block(2);
        if (type == 0 && ++named == 1)
            words.host = serverName(extension);
    }
    if (named > 1 || hello.failed() || extensions.failed())
        words.host.clear();
    return words;
}

bool isHostLine(std::string_view line)
{
    constexpr std::string_view kName = "host:";
    return line.size() >= kName.size() &&
           std::equal(kName.begin(), kName.end(), line.begin(),
                      [](char wanted, char c) { return wanted == (c | 0x20) || wanted == c; });
}

FirstWords readRequest(std::string_view bytes)
{
    const std::size_t end = bytes.find("\r\n\r\n");
    const std::size_t firstEnd = bytes.find("\r\n");
    const std::string_view first = bytes.substr(0, firstEnd);
    if (firstEnd != std::string_view::npos && first.find(" HTTP/1.") == std::string_view::npos)
        return {FirstWords::Kind::Other};
    if (end == std::string_view::npos)
        return {};
    FirstWords words{FirstWords::Kind::Http};
    int named = 0;
    for (std::string_view rest = bytes.substr(0, end + 2); !rest.empty();) {
        const std::size_t lineEnd = rest.find("\r\n");
        std::string_view line = rest.substr(0, lineEnd);
        rest.remove_prefix(lineEnd + 2);
        if (!isHostLine(line) || ++named > 1)
            continue;
        line.remove_prefix(5);
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        line = line.substr(0, line.find_last_not_of(" \t") + 1);
        words.host = hostName(line.substr(0, line.find(':')));
    }
    if (named > 1)
        words.host.clear();
    return words;
}

} // namespace

FirstWords readFirstWords(std::string_view bytes)
{
    if (bytes.empty())
        return {};
    FirstWords words{FirstWords::Kind::Other};
    if (bytes[0] == 22)
        words = readHello(bytes);
    else if (bytes[0] >= 'A' && bytes[0] <= 'Z')
        words = readRequest(bytes);
    if (words.kind == FirstWords::Kind::Incomplete && bytes.size() >= kLongestFirstWords)
        return {FirstWords::Kind::Other};
    return words;
}

} // namespace pilothouse::egress
