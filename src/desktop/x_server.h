#pragma once

#include "core/clock.h"
#include "core/config.h"
#include "desktop/rfb_access.h"
#include "sandbox/name_claim.h"
#include "sandbox/runtime_folder.h"
#include "sandbox/session_users.h"
#include "sandbox/vital_process.h"

#include <QCoroTask>

#include <optional>
#include <stop_token>

namespace pilothouse {

/// The X server of one desktop: TigerVNC's Xvnc, in a sandbox of its own where that works.
/// It listens on two unix sockets and nowhere else: X (protected by a cookie) and RFB (0600, and a
/// password).
/// Main thread.
class XServer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(XServer)
public:
    struct Plan
    {
        DesktopConfig config;
        SandboxMode mode = SandboxMode::None; ///< never Auto
        std::optional<uid_t> user = {};       ///< whom to become; needs root
        QString folder;                       ///< the desktop's runtime folder
        QString mark;                         ///< KEY=VALUE for its environment
        QByteArray cookie;
    };

    /// Creates its folders and starts it. Unavailable: no such program, or no free display number.
    static Result<std::unique_ptr<XServer>> start(Plan plan);

    /// Returns when a client may connect. Timeout, Stopped, or why it ended.
    QCoro::Task<Result<>> untilListening(const Clock &clock, std::chrono::milliseconds timeout,
                                         std::stop_token stop);

    /// Where the server itself connects.
    QString xSocket() const { return m_xSocket; }
    RfbAccess rfb() const;
    /// For programs: ":1", and the folder that must appear as their /tmp/.X11-unix; empty where
    /// they share the host's.
    QString displayName() const { return m_displayName; }
    QString socketFolder() const;

    void kill() { m_process.kill(); }

signals:
    void ended(const pilothouse::Error &reason);

private:
    explicit XServer(Plan plan);
    Result<> prepare();
    Result<> writeSecret(const QString &name, const QByteArray &content);
    bool claimDisplayNumber();
    QStringList serverArguments(const QString &folder) const;
    Result<> launch();
    Result<> launchInBwrap(const QString &program);

    Plan m_plan;
    QString m_displayName = QStringLiteral(":1");
    QString m_xSocket;
    const QByteArray m_rfbPassword;
    std::optional<NameClaim> m_claim;
    VitalProcess m_process;
};

/// Full path of the X server's program, or empty.
QString xServerProgram();

} // namespace pilothouse
