#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>

/// What goes between a server and a node, as messages of a WebSocket (RFC 6455). docs/nodes.md
/// describes it for people.
namespace pilothouse {

/// Of the language that the two speak. A node takes no other: both are to be of one release.
inline constexpr int kWireVersion = 1;

/// What one message may have, bytes and JSON together: a picture, or a file of the home, which has
/// 64 MiB at the most.
inline constexpr qsizetype kLongestLinkFrame = 65 * 1024 * 1024;
/// The same for its JSON: long output, a written file.
inline constexpr qsizetype kLongestLinkJson = 16 * 1024 * 1024;

/// The largest whole number that JSON holds exactly.
inline constexpr qint64 kMostWireNumber = qint64(1) << 53;

/// One message: an object, and perhaps bytes with it. Without bytes it is sent as text; with bytes
/// as binary: the length of the JSON in four bytes, the most significant first, the JSON, the rest.
struct WireFrame
{
    QJsonObject json = {};
    QByteArray bytes = {};
    bool operator==(const WireFrame &) const = default;
};

QByteArray textOf(const WireFrame &frame);   ///< of one without bytes
QByteArray binaryOf(const WireFrame &frame); ///< of one with them

/// Corrupt: no such message; TooLarge. The message says what is wrong, never what it holds. Pure.
Result<WireFrame> frameFromText(const QByteArray &text);
Result<WireFrame> frameFromBinary(const QByteArray &message);

} // namespace pilothouse
