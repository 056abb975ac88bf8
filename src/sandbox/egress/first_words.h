#pragma once

#include <optional>
#include <string>
#include <string_view>

/// What a client says first on a connection, as far as it names the host that it wants.
namespace pilothouse::egress {

/// A client's first words are complete, or cannot become so, within this many bytes.
constexpr std::size_t kLongestFirstWords = 16 * 1024;

struct FirstWords
{
    enum class Kind {
        Incomplete,
        Tls,   ///< a ClientHello (RFC 8446, 4.1.2)
        Http,  ///< a request of HTTP/1
        Other, ///< something else, or broken
    };
    Kind kind = Kind::Incomplete;
    /// server_name (RFC 6066, 3) or Host, as hostName() gives it; empty: it names none, or several.
    std::string host = {};
};

FirstWords readFirstWords(std::string_view bytes);

} // namespace pilothouse::egress
