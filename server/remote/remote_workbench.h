#pragma once

#include "remote/desk_link.h"
#include "remote/remote_screen.h"
#include "remote/remote_tool.h"
#include "remote/rfb_tunnel.h"
#include "workbench/workbench.h"

namespace pilothouse {

/// A workbench whose desktop is on a node. Destroying it ends the desktop there, unless it was told
/// to leave it.
class RemoteWorkbench final : public Workbench
{
    Q_OBJECT
public:
    /// Starts the desktop, or takes the one that is there. `runtimeDir`: where the server's sockets
    /// lie. The secrets outlive it. Errors: DeskLink::open(), RfbTunnel::open().
    static QCoro::Task<Result<std::unique_ptr<RemoteWorkbench>>>
    open(DeskLink::Parts parts, BenchPlan plan, const Secrets &secrets, QString runtimeDir,
         bool onlyThere, std::stop_token stop);
    ~RemoteWorkbench() override;

    ToolBox &tools() override { return m_tools; }
    Screen *display() override { return m_screen.get(); }
    RfbAccess rfb() const override;
    QCoro::Task<Result<ScreenElements>> elements(std::stop_token stop) override;
    QCoro::Task<Result<ShellLineEnd>> command(QString line, std::chrono::milliseconds patience,
                                              std::stop_token stop) override;
    QCoro::Task<> releaseInput() override;
    void allowHost(const QString &entry) override { m_link.allow(entry); }

    /// The desktop stays when this object goes, until its lease ends.
    void leaveDesktop() { m_leaves = true; }
    bool isLost() const { return m_isLost; }
    const SessionId &session() const { return m_link.session(); }
    const NodeAddress &node() const { return m_link.parts().node; }

private:
    RemoteWorkbench(DeskLink::Parts parts, const BenchPlan &plan, const Secrets &secrets);
    static std::vector<std::unique_ptr<Tool>> toolsOf(const BenchPlan &plan, DeskLink &link,
                                                      ToldTargets &targets);

    DeskLink m_link;
    ToldTargets m_targets;
    ToolBox m_tools;
    std::unique_ptr<RemoteScreen> m_screen;
    std::unique_ptr<RfbTunnel> m_tunnel; ///< null: the desktop speaks no RFB
    QByteArray m_rfbPassword;
    bool m_leaves = false;
    bool m_isLost = false;
};

} // namespace pilothouse
