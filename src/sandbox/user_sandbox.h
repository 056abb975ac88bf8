#pragma once

#include "core/alarm.h"
#include "sandbox/egress/open_requests.h"
#include "sandbox/program_sandbox.h"
#include "sandbox/vital_process.h"

namespace pilothouse {

/// Modes Landlock, User and None: the programs run in the host's own namespaces, as a user of their
/// own or as the server's. File permissions keep them apart, with Landlock also the kernel's list
/// of what they may open; the lists of processes are public. They share the host's /tmp or have
/// none: TMPDIR is in the home, under a short name where the home's is
/// too long for sockets. A guard process that outlives the server ends what is left.
class UserSandbox final : public ProgramSandbox
{
    Q_OBJECT
public:
    UserSandbox(Plan plan, const Clock &clock);
    ~UserSandbox() override;

    QString homeInside() const override { return plan().home; }
    SandboxedCommand wrap(const QString &program, const QStringList &arguments,
                          const QList<int> &descriptors) const override;
    qint64 memoryFiles() const override;
    bool isOurs(const ProcessEntry &process) const override;
    QString settingsInside() const override { return m_privateFolder; }
    void watchRequests(bool on) override;
    void kill() override;

private:
    QCoro::Task<Result<>> start(std::chrono::milliseconds timeout, std::stop_token stop) override;
    QStringList readableFolders();
    void startGuard();
    Result<> shortenTemporary();
    QString temporaryFolder() const;

    VitalProcess m_guard;
    Alarm m_tick; ///< while requests are watched
    egress::OpenRequests m_requests;
    QString m_privateFolder;
    QStringList m_openSettings; ///< that confined programs may read
    QString m_temporary;        ///< temporaryFolder(), as programs name it
};

} // namespace pilothouse
