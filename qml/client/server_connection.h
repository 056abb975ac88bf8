#pragma once

#include "core/alarm.h"
#include "qml/client/news_socket.h"
#include "qml/client/server_doors.h"
#include "qml/client/session_list.h"

#include <QObject>
#include <QUrl>
#include <QVariantMap>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

class Answer;
class ViewedSession;
class Transfer;

/// The connection to one server, kept up by itself: what it is, its sessions, and every request to
/// it. Main thread.
class ServerConnection : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServerConnection)
    Q_MOC_INCLUDE("qml/client/answer.h")
    Q_MOC_INCLUDE("qml/client/session.h")
    Q_MOC_INCLUDE("qml/client/transfer.h")
    QML_ELEMENT
    Q_PROPERTY(QUrl url READ url NOTIFY stateChanged FINAL)
    Q_PROPERTY(State state READ state NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString trouble READ trouble NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString help READ help NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString certificate READ certificate NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString trusted READ trusted NOTIFY stateChanged FINAL)
    Q_PROPERTY(bool isDemo READ isDemo NOTIFY infoChanged FINAL)
    Q_PROPERTY(QString versionNote READ versionNote NOTIFY infoChanged FINAL)
    Q_PROPERTY(QVariantMap info READ info NOTIFY infoChanged FINAL)
    Q_PROPERTY(pilothouse::SessionList *sessions READ sessions CONSTANT FINAL)
public:
    enum State {
        Offline,    ///< not asked to connect
        Connecting, ///< or lost, and trying again
        Online,
        Refused,   ///< the token is missing or wrong
        Untrusted, ///< no authority knows its certificate: see `certificate`
    };
    Q_ENUM(State)

    explicit ServerConnection(QObject *parent = nullptr);
    ServerConnection(const Clock &clock, QObject *parent);
    ~ServerConnection() override;

    /// Connects, leaving the server before. `pinned`: SHA-256 of the certificate to trust.
    Q_INVOKABLE void connectTo(const QUrl &url, const QString &token, const QString &pinned = {});
    Q_INVOKABLE void disconnectFrom();
    /// Now rather than after the pause.
    Q_INVOKABLE void hurry();

    QUrl url() const { return m_doors.url(); }
    State state() const { return m_state; }
    QString trouble() const { return m_trouble; } ///< one sentence; empty while all is well
    QString help() const { return m_help; }       ///< what the person can do about it
    /// SHA-256 of the certificate that is not trusted, in hexadecimal.
    QString certificate() const { return m_doors.refusedCertificate(); }
    /// That of the one which is trusted by choice; empty: none.
    QString trusted() const { return m_doors.certificate(); }
    /// Whether its model is the built-in one.
    bool isDemo() const;
    /// What to expect where the server's version is another; empty: nothing.
    QString versionNote() const;
    /// What /health tells, and `models`, what /models does.
    QVariantMap info() const { return m_info; }
    SessionList *sessions() { return &m_sessions; }
    const ServerDoors &doors() const { return m_doors; }

    /// A session, shared by all who open it until each has released it. Owned by the connection.
    Q_INVOKABLE pilothouse::ViewedSession *open(const QString &id);
    Q_INVOKABLE void release(pilothouse::ViewedSession *session);
    /// By which the server knows who has the wheel. Others are not told.
    QString viewerId() const { return m_viewerId; }

    /// Requests; `path` is relative to the server's root.
    Q_INVOKABLE pilothouse::Answer *get(const QString &path);
    Q_INVOKABLE pilothouse::Answer *post(const QString &path, const QVariant &body = QVariantMap());
    Q_INVOKABLE pilothouse::Answer *patch(const QString &path, const QVariant &body);
    Q_INVOKABLE pilothouse::Answer *put(const QString &path, const QVariant &body);
    Q_INVOKABLE pilothouse::Answer *remove(const QString &path);
    /// A new session: options as POST /sessions/ takes them.
    Q_INVOKABLE pilothouse::Answer *create(const QVariantMap &options);
    /// What is at `path` into a file of this machine.
    Q_INVOKABLE pilothouse::Transfer *download(const QString &path, const QUrl &file);
    /// A file of this machine to `path`. Failed with status 412 where there is one and it shall not
    /// be replaced.
    Q_INVOKABLE pilothouse::Transfer *upload(const QString &path, const QUrl &file,
                                             bool replaces = false);
    /// The bytes of a picture; the caller owns the reply.
    QNetworkReply *fetch(const QString &path);

signals:
    void stateChanged();
    void infoChanged();
    /// Online again after it was lost.
    void cameBack();

private:
    void knock();
    void takeHealth(const QVariantMap &health);
    void takeTrouble(const QString &why, const QVariantMap &details);
    void enterLost();
    void refuseCertificate();
    void enter(State state, const QString &trouble = {}, const QString &help = {});
    void followNews();
    void leaveSessions();
    Answer *send(const QByteArray &method, const QString &path, const QVariant &body = {});

    ServerDoors m_doors;
    SessionList m_sessions;
    NewsSocket m_news;
    Alarm m_pause;
    BackOff m_backOff;
    QVariantMap m_info;
    State m_state = Offline;
    QString m_trouble;
    QString m_help;
    bool m_isLost = false; ///< was online, and nobody has answered since
    struct Opened
    {
        ViewedSession *session = nullptr;
        int users = 0;
    };
    QList<Opened> m_opened;
    const QString m_viewerId;
    const Clock &m_clock;
    int m_visit = 0; ///< counts connectTo(): answers of earlier ones do not count
};

} // namespace pilothouse
