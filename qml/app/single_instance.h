#pragma once

#include <QLocalServer>
#include <QObject>

#include <memory>

class QLocalSocket;

namespace pilothouse {

/// One window program for each server: a second one hands its wish to the first and ends. Main
/// thread.
class SingleInstance : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SingleInstance)
public:
    /// `server`: its address, or the folder of the data that an own server uses.
    explicit SingleInstance(const QString &server, QObject *parent = nullptr);

    /// Whether this program is the first; if not, the first has been asked to come to the front.
    /// `link`: what it shall show; empty: what it does already.
    bool isFirst(const QString &link = {});

signals:
    /// Another one was started: the window shall come to the front.
    void asked(const QString &link);

private:
    void listenTo(QLocalSocket *visitor);

    QString m_name;
    QLocalServer m_door;
};

} // namespace pilothouse
