#pragma once

#include "sandbox/program_sandbox.h"
#include "sandbox/session_network.h"
#include "sandbox/software/software_layer.h"
#include "sandbox/vital_process.h"

namespace pilothouse {

class BwrapLayout;

/// The programs' sandbox made by bubblewrap. A small process 1 holds its namespaces; every program
/// joins them through the helper, so all share one list of processes and end together, whatever
/// they did to hide, when the server ends.
class BwrapSandbox final : public ProgramSandbox
{
    Q_OBJECT
public:
    BwrapSandbox(Plan plan, const Clock &clock);

    QString homeInside() const override;
    SandboxedCommand wrap(const QString &program, const QStringList &arguments,
                          const QList<int> &descriptors) const override;
    qint64 memoryFiles() const override;
    bool isOurs(const ProcessEntry &process) const override;
    QString settingsInside() const override;
    void allowHost(const QString &entry) override;
    void watchRequests(bool on) override;
    void kill() override;

signals:
    void ready();

private:
    QCoro::Task<Result<>> start(std::chrono::milliseconds timeout, std::stop_token stop) override;
    Result<> launch(const QString &privateFolder);
    QCoro::Task<Result<>> layOver(QString privateFolder);
    bool addFolders(BwrapLayout &layout, const QString &privateFolder);
    void addSystem(BwrapLayout &layout);
    void addOwnSystem(BwrapLayout &layout) const;
    void startRoot();
    bool hasRoot() const { return !plan().software.isEmpty() && plan().user; }
    static bool bindOwnSettings(BwrapLayout &layout, const QString &folder);
    Result<> writeResolverSettings(const QString &privateFolder) const;
    void onSaid(const QByteArray &line);

    const Clock &m_clock;
    VitalProcess m_holder;
    VitalProcess m_root; ///< starts what programs want to have done as root (enter/root_service.h)
    QList<SystemOverlay> m_overlays;
    SessionNetwork m_network;
    pid_t m_init = 0;      ///< process 1 of the sandbox, as the host counts
    ino_t m_namespace = 0; ///< of process ids
};

} // namespace pilothouse
