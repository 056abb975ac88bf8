#pragma once

#include "core/clock.h"
#include "door/front_door.h"
#include "exchange/router.h"
#include "wire/to_node.h"
#include "wire/to_server.h"

#include <QSet>

namespace pilothouse {

/// A node for what many desktops cost their server: it speaks the language of the real one, but its
/// desktops are pictures. Calls are answered after a while, with a picture of the usual size that
/// is never the same twice. Main thread.
class StandInNode
{
public:
    /// Listens on loopback.
    explicit StandInNode(const QByteArray &picture);
    QString url() const;

    qint64 calls = 0;
    std::chrono::milliseconds settling{300}; ///< how long a call takes

private:
    void welcome(QWebSocket *socket, const QString &session);
    void take(QWebSocket *socket, const QString &session, const QString &text);
    WireFrame valueFor(const Question &question);

    QByteArray m_picture;
    QSet<QString> m_desktops;
    Router m_router;
    FrontDoor m_door;
};

} // namespace pilothouse
