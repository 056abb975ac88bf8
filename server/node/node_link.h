#pragma once

#include "core/alarm.h"
#include "door/viewer_life.h"
#include "wire/to_node.h"
#include "wire/to_server.h"

#include <QObject>
#include <QWebSocket>

#include <memory>

namespace pilothouse {

/// A server's connection to a node for one session. What it says that makes no sense ends it, with
/// a reason. Main thread; the clock outlives it.
class NodeLink final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NodeLink)
public:
    NodeLink(std::unique_ptr<QWebSocket> socket, const Clock &clock);
    ~NodeLink() override;

    void send(const WireFrame &frame);
    void send(const ToServer &message) { send(frameOf(message)); }
    /// Says why, and closes. closed() comes later.
    void refuse(const Error &error);

signals:
    void received(const pilothouse::ToNode &message);
    /// Nothing comes any more. Once.
    void closed();

private:
    void take(const Result<WireFrame> &frame);

    std::unique_ptr<QWebSocket> m_socket;
    ViewerLife m_life;
    Alarm m_untilHello;
    bool m_isOver = false;
};

} // namespace pilothouse
