#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pilothouse {

/// What the second word of a request line says.
struct RequestTarget
{
    QByteArray path;
    QByteArray query;     ///< null without "?"
    QByteArray authority; ///< of the absolute form; else null
};

/// Takes a target in origin form ("/a?b") or absolute form ("http://host/a?b") apart. Nothing when
/// it is neither, or when two programs could read its path differently: dot segments, encoded
/// slashes, backslashes, control characters, broken escapes, bytes that are not UTF-8.
std::optional<RequestTarget> parseTarget(QByteArrayView target);

/// Why parseTarget() takes no such path, as a sentence; empty where there is no better one than
/// "Bad Request".
QString faultOfTarget(QByteArrayView target);

/// A host name, an IPv4 address or a bracketed IPv6 address, with or without a port.
bool isHost(QByteArrayView value);

} // namespace pilothouse
