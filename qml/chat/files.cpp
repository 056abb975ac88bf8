#include "qml/chat/files.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace pilothouse {

QUrl Files::inDownloads(const QString &name) const
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    return QUrl::fromLocalFile(folder.filePath(QFileInfo(name).fileName()));
}

} // namespace pilothouse
