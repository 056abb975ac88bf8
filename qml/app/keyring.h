#pragma once

#include <QHash>
#include <QObject>
#include <QtQml/qqmlregistration.h>

#include <functional>

namespace pilothouse {

/// The tokens of servers, in the keyring of the person's system (QtKeychain: Secret Service,
/// KWallet); never in a file of ours. Without a keyring they are kept in memory until the program
/// ends, and `trouble` says so. Main thread.
class Keyring : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the program has one")
    Q_PROPERTY(QString trouble READ trouble NOTIFY troubleChanged FINAL)
public:
    using QObject::QObject;

    QString trouble() const { return m_trouble; }

    /// Asks for the token of a server; found() follows, with an empty one if there is none.
    Q_INVOKABLE void find(const QString &server);
    Q_INVOKABLE void keep(const QString &server, const QString &token);
    Q_INVOKABLE void forget(const QString &server);

signals:
    void found(const QString &server, const QString &token);
    void troubleChanged();

private:
    void complain(const QString &why);

    QHash<QString, QString> m_memory;
    QString m_trouble;
};

} // namespace pilothouse
