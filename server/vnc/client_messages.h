#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QList>

namespace pilothouse {

/// One whole message of a viewer, as it came.
struct ClientMessage
{
    /// What it is about, for who may say it.
    enum class Kind {
        PixelFormat,
        Encodings,
        Updates, ///< asks for pictures, or keeps the flow of them: harmless
        Key,
        QemuKey,
        Pointer,
        CutText, ///< also of the extended clipboard
        Refused, ///< known, and nobody's to say: resize, power
    };
    Kind kind = Kind::Refused;
    QByteArray bytes;
};

/// Cuts the stream of a viewer after its handshake into messages. Knows the length of each message
/// it lets pass, whatever its role: a message of unknown length would hide what follows. Pure.
class ClientMessages
{
public:
    static constexpr quint32 kLongestCutText = 1024 * 1024; ///< bytes
    static constexpr int kMostEncodings = 512;
    static constexpr int kLongestFence = 64; ///< bytes

    /// The messages that are whole with these bytes. InvalidArgument: unknown, larger than the
    /// limits above, or against the protocol; the connection must end.
    Result<QList<ClientMessage>> feed(QByteArrayView bytes);

private:
    QByteArray m_rest; ///< the start of a message
};

} // namespace pilothouse
