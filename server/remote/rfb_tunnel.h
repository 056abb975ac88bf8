#pragma once

#include "desktop/rfb_access.h"
#include "remote/node_address.h"
#include "sandbox/runtime_folder.h"

#include <QLocalServer>
#include <QObject>

#include <memory>

namespace pilothouse {

/// A unix socket on this machine that leads to the RFB socket of a desktop on a node: each
/// connection to it goes over a WebSocket of its own. The socket lies in a private folder. Main
/// thread; destroying it cuts all connections.
class RfbTunnel final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RfbTunnel)
public:
    /// `target`: the path on the node. Io: RuntimeFolder::create().
    static Result<std::unique_ptr<RfbTunnel>> open(const QString &runtimeDir, NodeAddress node,
                                                   const QString &target);
    ~RfbTunnel() override;
    QString socket() const { return m_folder->path() + QStringLiteral("/rfb"); }

private:
    RfbTunnel(std::unique_ptr<RuntimeFolder> folder, NodeAddress node, const QString &target);

    std::unique_ptr<RuntimeFolder> m_folder;
    NodeAddress m_node;
    QString m_target;
    QLocalServer m_server;
};

} // namespace pilothouse
