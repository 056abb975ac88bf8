#include "qml/app/single_instance.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QStandardPaths>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 1000; // milliseconds for one that is on this machine
constexpr qint64 kLongestLink = 8192;
constexpr qsizetype kNameLength = 16;

/// In the person's own folder: names elsewhere are everybody's.
QString nameFor(const QString &server)
{
    const QByteArray hash = QCryptographicHash::hash(server.toUtf8(), QCryptographicHash::Sha256);
    QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return folder + u"/pilothouse-window-"_s + QString::fromLatin1(hash.toHex().left(kNameLength));
}

} // namespace

SingleInstance::SingleInstance(const QString &server, QObject *parent)
    : QObject(parent), m_name(nameFor(server))
{
    m_door.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_door, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *visitor = m_door.nextPendingConnection())
            listenTo(visitor);
    });
}

/// Who has said all goes away.
void SingleInstance::listenTo(QLocalSocket *visitor)
{
    const auto hear = [this, visitor] {
        visitor->deleteLater();
        emit asked(QString::fromUtf8(visitor->read(kLongestLink)));
    };
    if (visitor->state() == QLocalSocket::UnconnectedState)
        hear();
    else
        connect(visitor, &QLocalSocket::disconnected, this, hear);
}

bool SingleInstance::isFirst(const QString &link)
{
    QLocalSocket first;
    first.connectToServer(m_name);
    if (first.waitForConnected(kPatience)) {
        first.write(link.toUtf8());
        first.disconnectFromServer(); // after what was written
        if (first.state() != QLocalSocket::UnconnectedState)
            first.waitForDisconnected(kPatience);
        return false;
    }
    QLocalServer::removeServer(m_name); // of one that crashed
    m_door.listen(m_name);              // without it there may be two windows: no harm
    return true;
}

} // namespace pilothouse
