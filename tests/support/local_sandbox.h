#pragma once

#include "sandbox/sandbox.h"

#include <QTemporaryDir>

namespace pilothouse {

/// A Sandbox that keeps nothing apart: commands run as they are, with a home of their own that goes
/// away with it. Paths inside are paths of the host; only those below the home are permitted.
class LocalSandbox final : public Sandbox
{
public:
    LocalSandbox();
    ~LocalSandbox() override;

    SandboxMode mode() const override { return SandboxMode::None; }
    QString homeInside() const override { return m_home; }
    SandboxedCommand wrap(const QString &program, const QStringList &arguments,
                          const QList<int> &descriptors = {}) const override;
    int killTree(const QString &marker) override;
    Result<QString> hostPath(const QString &insidePath, bool forWriting) const override;

    /// Process ids of all that runs in it and carries `marker` (empty: all).
    QList<qint64> processes(const QString &marker = {}) const;

private:
    QTemporaryDir m_folder;
    QString m_home;
    QString m_mark; ///< in the environment of each process started through wrap()
};

} // namespace pilothouse
