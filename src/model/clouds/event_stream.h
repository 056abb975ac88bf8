#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace pilothouse {

/// One message of an application/vnd.amazon.eventstream.
struct EventStreamMessage
{
    QHash<QByteArray, QByteArray> fields; ///< those that hold text: ":message-type" and its like
    QByteArray payload;

    bool operator==(const EventStreamMessage &) const = default;
};

/// Bytes in, messages out; no I/O. The bytes may be cut anywhere. What follows the last whole
/// message when the stream ends was cut off and is none. Source: AWS, "Event stream encoding"; the
/// bounds are those of AWS's own programs: 128 KiB of fields, 16 MiB of payload.
class EventStreamParser
{
public:
    /// The messages that `bytes` completed. Corrupt: a length or a check sum that cannot be, fields
    /// that run over their end. TooLarge: above the bounds. The parser stays in that state.
    Result<QList<EventStreamMessage>> feed(QByteArrayView bytes);

private:
    QByteArray m_rest;
    Error m_trouble{.code = Errc::Internal, .message = {}}; ///< without a message: none yet
};

} // namespace pilothouse
