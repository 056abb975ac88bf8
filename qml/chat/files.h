#pragma once

#include <QObject>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// Places of files on this machine. Main thread.
class Files : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
public:
    using QObject::QObject;
    /// Where a file of this name would be among the downloads; only the last part of the name
    /// counts.
    Q_INVOKABLE QUrl inDownloads(const QString &name) const;
};

} // namespace pilothouse
