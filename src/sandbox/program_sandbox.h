#pragma once

#include "core/clock.h"
#include "core/egress.h"
#include "sandbox/helper_program.h"
#include "sandbox/process_scan.h"
#include "sandbox/sandbox.h"
#include "sandbox/sandbox_paths.h"
#include "sandbox/system_settings.h"

#include <QCoroTask>
#include <QObject>

#include <optional>
#include <stop_token>
#include <sys/types.h>

namespace pilothouse {

/// A sandbox of real processes, as Desktop opens it.
class ProgramSandbox : public QObject, public Sandbox
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ProgramSandbox)
public:
    struct Plan
    {
        SandboxMode mode = SandboxMode::None; ///< never Auto
        EgressRules egress = {};
        std::optional<uid_t> user = {};        ///< whom to become; needs root
        std::optional<uid_t> xServerUser = {}; ///< whom else to end
        QString folder;                        ///< the desktop's runtime folder
        QString home;                          ///< on the host, ready
        QStringList ownFiles = {};             ///< DesktopConfig::ownFiles
        QString locale = {};                   ///< DesktopConfig::locale
        QString timeZone = {};                 ///< DesktopConfig::timeZone
        QString mark;                          ///< KEY=VALUE for the environment of each process
        QString display;                       ///< ":1"
        QString xSocketFolder; ///< becomes /tmp/.X11-unix; empty: shared with the host
        QByteArray cookie;
        ProgramLimits limits;       ///< of each program
        bool accessibility = false; ///< the programs speak on the accessibility bus
        QString software = {};   ///< softwareFolder(); empty: nothing of the system can be changed
        QString noSoftware = {}; ///< why not: a sentence for who tries
        qint64 memory = 0;       ///< what the session may use, bytes; 0: any
    };

    /// Returns when programs can be started in it. The clock outlives it. Unavailable with the
    /// reason; Stopped.
    static QCoro::Task<Result<std::unique_ptr<ProgramSandbox>>>
    open(Plan plan, const Clock &clock, std::chrono::milliseconds timeout, std::stop_token stop);

    SandboxMode mode() const override { return m_plan.mode; }
    int killTree(const QString &marker) override;
    Result<QString> hostPath(const QString &insidePath, bool forWriting) const override;

    /// Whether it is one of the programs that run inside. Any thread, once it has started.
    virtual bool isOurs(const ProcessEntry &process) const = 0;

    /// Bytes that files of the session use which lie in memory, as far as they can be told from
    /// others'.
    virtual qint64 memoryFiles() const = 0;

    /// Settings that all programs may read (resources/desktop/session), and what of us runs inside,
    /// as they name the folder.
    virtual QString settingsInside() const = 0;

    /// One host more for the list of the session's network, as allowedHost() gives it.
    virtual void allowHost(const QString &entry);

    /// While it is watched, requestsOpen() tells how many requests of the programs wait for an
    /// answer, where their connections can be told from others'.
    virtual void watchRequests(bool on) = 0;

    /// hostPath() refuses what would be written, as long as the home is full.
    void closeForWriting(bool isFull) { m_isFull = isFull; }

    /// Ends everything without waiting for it; the destructor waits.
    virtual void kill() = 0;

signals:
    /// It ended by itself, and all programs with it. Fires once.
    void ended(const pilothouse::Error &reason);
    /// One of its programs wanted to connect to where it may not.
    void egressRefused(const pilothouse::EgressRefusal &refusal);
    /// See watchRequests().
    void requestsOpen(int count);

protected:
    explicit ProgramSandbox(Plan plan) : m_plan(std::move(plan)) {}
    virtual QCoro::Task<Result<>> start(std::chrono::milliseconds timeout,
                                        std::stop_token stop) = 0;

    const Plan &plan() const { return m_plan; }
    /// What of the system's settings and of /opt programs see. Looked up once, when asked first.
    const VisibleFiles &settings();
    /// From here on hostPath() answers.
    void openPaths(SandboxPaths::View view);
    /// The session's folders as its programs name them.
    struct Places
    {
        QString settings; ///< cookie, window manager's settings, stand-ins for programs that need
                          ///< other arguments here (bin), programs of ours (tools), services of
                          ///< the bus; not theirs to change
        QString home;
        QString runtime; ///< XDG_RUNTIME_DIR
    };
    /// What each program finds in its environment.
    QProcessEnvironment programEnvironment(const Places &places) const;
    void addAccessibility(QProcessEnvironment &environment) const;
    /// Read with the rights of the programs' user: root may lack the right to trace others, as it
    /// does in containers.
    std::string environmentOf(pid_t pid) const;
    /// Makes FOLDER/programs with the cookie and the settings, readable by the programs' user.
    Result<QString> makePrivateFolder() const;

private:
    Plan m_plan;
    std::optional<VisibleFiles> m_settings;
    std::unique_ptr<SandboxPaths> m_paths;
    bool m_isFull = false;
};

} // namespace pilothouse
