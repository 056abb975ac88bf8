#pragma once

#include <QByteArray>

#include <optional>

namespace pilothouse {

/// The name or address in an authority ("Host" field, "name:port", "[::1]:8000"): lower case,
/// without port, brackets and the final dot.
QByteArray hostName(QByteArrayView authority);

/// localhost, 127.0.0.0/8 or ::1, as hostName() gives them.
bool isLoopbackName(const QByteArray &name);

/// Whether that is an IPv4 or IPv6 address, as hostName() gives them.
bool isAddress(const QByteArray &name);

/// An origin (RFC 6454) as browsers and the web views of apps write it: "https://name",
/// "https://name:8443", "tauri://localhost", "chrome-extension://id"; lower case, the port of http
/// and https left out. Nothing for "null", names without a scheme, paths.
std::optional<QByteArray> webOrigin(const QByteArray &text);

/// Whether `origin`, as webOrigin() gives it, is that of a page on `authority`, by http or https:
/// a proxy may have taken TLS off.
bool isSameOrigin(const QByteArray &origin, QByteArrayView authority);

} // namespace pilothouse
