#pragma once

#include <QByteArray>

namespace pilothouse {

/// Follows the frames that a WebSocket client sends, to see that each of them is masked (RFC 6455,
/// section 5.1); QWebSocket takes the others as well. Pure.
class FrameCheck
{
public:
    /// False from the first frame on that is not masked.
    bool feed(QByteArrayView bytes);

    /// So many of the next bytes belong to a frame that was looked at: they need not be fed but can
    /// be passed over.
    quint64 known() const { return m_known; }
    void passOver(quint64 bytes) { m_known -= bytes; }

private:
    QByteArray m_head; ///< the start of one, up to its length
    quint64 m_known = 0;
    bool m_isBroken = false;
};

} // namespace pilothouse
