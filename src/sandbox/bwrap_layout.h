#pragma once

#include "sandbox/descriptor.h"
#include "sandbox/helper_program.h"
#include "sandbox/software/software_layer.h"

#include <QList>
#include <QStringList>

#include <vector>

namespace pilothouse {

/// Builds a command line of bubblewrap. Folders of the session are handed over so that a user of
/// the session's own needs no way through the server's private folders: pilothouse-enter, still
/// root, places them where everybody gets (bubblewrap resolves the names of what it binds, also of
/// descriptors). Without such a user they go as descriptors, so that a path cannot be swapped
/// between our look and the mount. Keep the object until the program has started.
class BwrapLayout
{
public:
    /// A view of the system's programs and nothing else: /usr read-only, new /proc, /dev and /tmp,
    /// user, PID, IPC and UTS namespaces of its own, process 1 of its own.
    enum class HandOver { Placed, Descriptors };
    /// `memory` is what its files in memory may use together, bytes; 0: any (half of the machine's
    /// each).
    /// With `Users::Own` it is the root of users of its own who makes it (OwnUsers): /usr and the
    /// user namespace are not ours to make then.
    enum class Users { One, Own };
    explicit BwrapLayout(HandOver handOver, qint64 memory = 0, Users users = Users::One);

    BwrapLayout &option(const QStringList &arguments);
    /// The folders that are file systems in memory, which programs may write to.
    static QStringList inMemory();
    /// Each of `paths` that exists here, at the same place, read-only.
    BwrapLayout &readOnly(const QStringList &paths);
    /// Nobody opens what lies at `path` in what has been bound so far.
    BwrapLayout &close(const QString &path);
    enum class Access { ReadOnly, ReadWrite };
    /// With users of its own: an overlay at `inside`, and a folder that belongs to its root.
    void addOverlay(const SystemOverlay &overlay);
    void bindMapped(const QString &hostPath, const QString &inside);
    /// A file or folder of the host at `inside`. False: it cannot be opened.
    bool bind(const QString &hostPath, const QString &inside, Access access);

    /// Everything after "bwrap": `program` becomes process 1 of the sandbox.
    QStringList arguments(const QString &program, const QStringList &programArguments) const;
    QList<int> descriptors() const;
    /// What pilothouse-enter is to place, in order; see HelperSteps::places.
    QStringList places() const { return m_places; }
    /// As HelperSteps::ownUsers takes them, but for the ids.
    const OwnUsers &ownUsers() const { return m_ownUsers; }

private:
    QString place(const QString &hostPath, bool mapped);
    void addInMemory(const QString &inside, const QString &mode, qint64 size);

    HandOver m_handOver;
    QStringList m_arguments;
    QStringList m_places;
    OwnUsers m_ownUsers;
    std::vector<Descriptor> m_descriptors;
};

} // namespace pilothouse
