#pragma once

#include <QObject>
#include <QTemporaryDir>
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
    /// A place for a copy of a file of this name that another program shall take; it is gone with
    /// the program. Empty: there is none.
    Q_INVOKABLE QUrl carried(const QString &name);

private:
    QTemporaryDir m_carried;
    int m_count = 0; ///< of copies: each has a folder of its own
};

} // namespace pilothouse
