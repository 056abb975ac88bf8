#pragma once

#include "desktop/rfb_access.h"
#include "door/viewer_life.h"

#include <QLocalSocket>
#include <QWebSocket>

#include <memory>

namespace pilothouse {

/// One viewer's RFB connection to a desktop of this node, over a WebSocket of its server: bytes
/// both ways as binary messages. The server says in text messages how many bytes more it takes;
/// what it does not take stays with the X server. Deletes itself when either side ends. Main
/// thread.
class ScreenPipe final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScreenPipe)
public:
    /// `rfb` names a socket. The clock outlives it.
    ScreenPipe(std::unique_ptr<QWebSocket> socket, const RfbAccess &rfb, const Clock &clock);
    ~ScreenPipe() override;

    void close();

private:
    void pass();
    void takeCredit(const QString &text);

    std::unique_ptr<QWebSocket> m_socket;
    QLocalSocket m_desktop;
    ViewerLife m_life;
    qint64 m_credit = 0; ///< bytes that the server takes still
};

} // namespace pilothouse
