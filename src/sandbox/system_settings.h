#pragma once

#include <QStringList>

/// Which files of a system folder (/etc, /opt) the programs of a session may see: all, but for what
/// is secret. Any thread.
///
/// Secret is
/// - by mode: what not everybody may read;
/// - by name: passwords, private keys and accounts, whatever their mode (isSecretName());
/// - what the server calls its own;
/// - what something else is mounted on, as containers mount secrets; but for the files that they
///   mount for the network.
///
/// A link is neither: what it leads to is judged where that lies.
namespace pilothouse {

struct VisibleFiles
{
    QStringList open;   ///< topmost paths with nothing secret in them, sorted
    QStringList closed; ///< topmost secret paths, files and folders, sorted
};

/// Looks at `folder` and all below it (2 ms for /etc with 2,000 files); nothing where there is
/// none. `own` are the server's own files and folders, wherever they lie.
VisibleFiles visibleFiles(const QString &folder, const QStringList &own);

/// Whether a file of this name is secret. `name` is its path below /etc: "ssl/private".
bool isSecretName(const QString &name);

} // namespace pilothouse
