#pragma once

#include <QByteArray>

namespace pilothouse {

/// Texts as WebSocket frames of a server (RFC 6455, section 5.2). Remembers the last one: an event
/// goes to many viewers one after another, and they all share its bytes. Main thread.
class TextFrames
{
public:
    /// One whole, unmasked frame around `text`, which is UTF-8.
    QByteArray frame(const QByteArray &text);

private:
    QByteArray m_text; ///< held, so that no other text can have its address
    QByteArray m_frame;
};

} // namespace pilothouse
