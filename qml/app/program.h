#pragma once

#include "qml/app/keyring.h"
#include "qml/app/known_servers.h"
#include "qml/app/notifications.h"
#include "qml/app/own_server.h"
#include "qml/app/preferences.h"
#include "qml/client/server_connection.h"

#include <QObject>
#include <QSettings>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// What the program gives to its windows: the connection, its own server if it has one, the servers
/// that it knows, the keyring and notifications. Main thread.
class Program : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Program)
    QML_ELEMENT
    QML_UNCREATABLE("main() makes it")
    Q_PROPERTY(pilothouse::ServerConnection *server READ server CONSTANT FINAL)
    Q_PROPERTY(pilothouse::OwnServer *own READ own CONSTANT FINAL)
    Q_PROPERTY(pilothouse::KnownServers *known READ known CONSTANT FINAL)
    Q_PROPERTY(pilothouse::Keyring *keyring READ keyring CONSTANT FINAL)
    Q_PROPERTY(pilothouse::Notifications *notifications READ notifications CONSTANT FINAL)
    Q_PROPERTY(pilothouse::Preferences *preferences READ preferences CONSTANT FINAL)
    Q_PROPERTY(bool hasOwn READ hasOwn NOTIFY hasOwnChanged FINAL)
public:
    explicit Program(QObject *parent = nullptr);

    ServerConnection *server() { return &m_server; }
    OwnServer *own() { return &m_own; }
    KnownServers *known() { return &m_known; }
    Keyring *keyring() { return &m_keyring; }
    Notifications *notifications() { return &m_notifications; }
    Preferences *preferences() { return &m_preferences; }
    /// Whether it shows, or starts, a server of its own.
    bool hasOwn() const { return m_own.state() != OwnServer::Off; }

    /// Starts the program's own server and connects to it.
    void startOwn(Config config);
    /// Connects to a server by its address or a link with its token; without one the keyring is
    /// asked. Returns a sentence if `text` is no address.
    Q_INVOKABLE QString connectTo(const QString &text);
    /// The same server with another token; kept once the server takes it, if `keep`.
    Q_INVOKABLE void useToken(const QString &token, bool keep);
    /// Trusts the certificate that the server shows now, from here on.
    Q_INVOKABLE void trustCertificate();

    /// No token of the server is kept any more, nor its address.
    Q_INVOKABLE void forget(const QString &server);

    /// What the window looks like, kept over its end: sizes of panes, places of windows.
    Q_INVOKABLE void keepLook(const QString &key, const QVariant &value);
    Q_INVOKABLE QVariant keptLook(const QString &key) const;

    /// A second start was made, for `link`: shows the window, and that server if it does not yet.
    void comeBack(const QString &link);

    /// Ends the program, its own server first. Runs are interrupted.
    Q_INVOKABLE void quit();

signals:
    void hasOwnChanged();
    /// A second start: the window shall come to the front.
    void raiseRequested();

private:
    void enterServer(const QUrl &url, const QString &token);
    void takeState();

    OwnServer m_own;
    ServerConnection m_server;
    KnownServers m_known;
    Keyring m_keyring;
    Notifications m_notifications;
    Preferences m_preferences;
    QSettings m_looks;
    QString m_token;
    bool m_keepToken = false; ///< once it has opened the server
    bool m_quitting = false;
};

} // namespace pilothouse
