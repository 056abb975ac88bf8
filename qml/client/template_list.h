#pragma once

#include <QObject>
#include <QPointer>
#include <QVariantList>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

class Answer;
class ServerConnection;

/// The templates of the server, as this window knows them. Main thread.
class TemplateList : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TemplateList)
    Q_MOC_INCLUDE("qml/client/answer.h")
    Q_MOC_INCLUDE("qml/client/server_connection.h")
    QML_ELEMENT
    Q_PROPERTY(
        pilothouse::ServerConnection *server READ server WRITE setServer NOTIFY changed FINAL)
    Q_PROPERTY(QVariantList all READ all NOTIFY changed FINAL)
public:
    explicit TemplateList(QObject *parent = nullptr);

    ServerConnection *server() const;
    /// Its templates are asked for whenever it is there anew.
    void setServer(ServerConnection *server);
    /// {id, name, task, options, …} by name.
    const QVariantList &all() const { return m_all; }

    /// Looks what the others have changed.
    Q_INVOKABLE pilothouse::Answer *load();
    /// Makes one, or changes that of the id; done with it.
    Q_INVOKABLE pilothouse::Answer *save(const QVariantMap &content);
    Q_INVOKABLE pilothouse::Answer *remove(const QString &id);

signals:
    void changed();

private:
    void take(QVariantList all);

    QPointer<ServerConnection> m_server;
    QVariantList m_all;
};

} // namespace pilothouse
