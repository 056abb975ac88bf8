#pragma once

#include <QString>
#include <QStringList>

#include <sys/types.h>

namespace pilothouse {

/// Makes what lies between the system's folders and a session's changes: all of it belongs to the
/// session's root. False: errno says why. Any thread.
class OwnSettings
{
public:
    /// `folder` is where all of it is made; `root` is the root's id outside.
    OwnSettings(QString folder, uid_t root) : m_folder(std::move(folder)), m_root(root) {}

    /// A folder below; empty: that itself.
    bool makeFolder(const QString &name, mode_t mode) const;
    /// What `host` has at `path` (relative) is not there in the session.
    bool hide(const QString &own, const QString &host, const QString &path) const;
    /// The folders below `host` that are open to all, so that something can be put into them.
    bool copyFolders(const QString &host, const QString &own, int depth) const;
    /// /etc: all that is open of the host's, with files of `settings` in the place of the host's,
    /// and the accounts of the system, but not of people.
    bool copySettings(const QString &own, const QStringList &closed, const QString &settings) const;
    /// Packages start no services.
    bool refuseServices(const QString &own) const;
    /// The folders that /var has everywhere.
    bool makeVar(const QString &own) const;

private:
    bool folder(const QString &path, mode_t mode) const;
    bool write(const QString &path, const QByteArray &text, mode_t mode) const;
    bool copyTree(const QString &from, const QString &to, const QStringList &closed) const;
    bool copyFile(const QString &from, const QString &to, mode_t mode) const;
    bool link(const QString &target, const QString &path) const;
    bool give(const QString &path) const;
    bool writeAccounts(const QString &own, const QString &settings) const;

    QString m_folder;
    uid_t m_root;
};

} // namespace pilothouse
