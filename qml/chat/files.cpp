#include "qml/chat/files.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace pilothouse {

using namespace Qt::StringLiterals;

QUrl Files::inDownloads(const QString &name) const
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    return QUrl::fromLocalFile(folder.filePath(QFileInfo(name).fileName()));
}

QUrl Files::carried(const QString &name)
{
    const QDir folder(m_carried.filePath(QString::number(++m_count)));
    if (!m_carried.isValid() || !folder.mkpath(u"."_s))
        return {};
    return QUrl::fromLocalFile(folder.filePath(QFileInfo(name).fileName()));
}

} // namespace pilothouse
