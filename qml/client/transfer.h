#pragma once

#include <QNetworkReply>
#include <QObject>
#include <QSaveFile>
#include <QUrl>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace pilothouse {

/// One file on its way to or from the server, never whole in memory. One of its last three signals
/// comes, from the event loop, and it deletes itself afterwards. Main thread.
class Transfer : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Transfer)
    QML_ELEMENT
    QML_UNCREATABLE("the connection makes them")
    /// Of the file, without its folder.
    Q_PROPERTY(QString name READ name CONSTANT FINAL)
    /// 0 to 1; below 0: nobody knows how much it is.
    Q_PROPERTY(double progress READ progress NOTIFY moved FINAL)
public:
    /// Writes what `reply` brings to `file`, which appears whole or not at all. Owned by `parent`.
    static Transfer *download(QNetworkReply *reply, const QString &file, QObject *parent);
    /// Follows an upload. Owned by `parent`.
    static Transfer *upload(QNetworkReply *reply, const QString &name, QObject *parent);
    /// One that was over before it began.
    static Transfer *refused(const QString &name, const QString &why, QObject *parent);

    QString name() const { return m_name; }
    double progress() const { return m_progress; }
    Q_INVOKABLE void cancel();

signals:
    void moved();
    /// `result`: what the server answered to an upload; the file's address after a download.
    void done(const QVariant &result);
    /// A sentence for people. `details`: status (0: no answer of the server).
    void failed(const QString &why, const QVariantMap &details);
    void cancelled();

private:
    Transfer(QNetworkReply *reply, QString name, QObject *parent);
    void move(qint64 done, qint64 whole);
    void keep();
    void finish();
    void fail(const QString &why, int status);

    QNetworkReply *m_reply;
    const QString m_name;
    std::unique_ptr<QSaveFile> m_file; ///< of a download
    double m_progress = -1;
    QString m_trouble; ///< of the file
    bool m_isCancelled = false;
};

} // namespace pilothouse
