#pragma once

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusContext>
#include <QDBusVariant>
#include <QObject>

/// Stands in for the tray of a desktop (StatusNotifierWatcher): keeps who has entered it.
class TrayHost : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ hasHost)
    Q_PROPERTY(int ProtocolVersion READ version)
    Q_PROPERTY(QStringList RegisteredStatusNotifierItems READ entries)
public:
    bool hasHost() const { return true; }
    int version() const { return 0; }

    bool start(const QString &bus)
    {
        m_bus = QDBusConnection::connectToBus(bus, QStringLiteral("tray"));
        return m_bus.registerObject(QStringLiteral("/StatusNotifierWatcher"), this,
                                    QDBusConnection::ExportAllContents) &&
               m_bus.registerService(QStringLiteral("org.kde.StatusNotifierWatcher"));
    }
    /// Those that are on the bus still.
    QStringList entries() const
    {
        QStringList there;
        for (const QString &each : m_entries)
            if (m_bus.interface()->isServiceRegistered(each).value())
                there.append(each);
        return there;
    }
    /// What an entry says of itself: "Title", "ToolTip", "Status"…
    QVariant property(const QString &entry, const QString &name) const
    {
        QDBusMessage call = QDBusMessage::createMethodCall(
            entry, QStringLiteral("/StatusNotifierItem"),
            QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
        call.setArguments({QStringLiteral("org.kde.StatusNotifierItem"), name});
        return m_bus.call(call).arguments().value(0).value<QDBusVariant>().variant();
    }
    void click(const QString &entry)
    {
        QDBusMessage call = QDBusMessage::createMethodCall(
            entry, QStringLiteral("/StatusNotifierItem"),
            QStringLiteral("org.kde.StatusNotifierItem"), QStringLiteral("Activate"));
        call.setArguments({0, 0});
        m_bus.send(call);
    }

public slots:
    void RegisterStatusNotifierItem(const QString &entry)
    {
        m_entries.append(entry.startsWith(QLatin1Char('/')) ? message().service() : entry);
    }
    void RegisterStatusNotifierHost(const QString &) {}

signals:
    void StatusNotifierHostRegistered();
    void StatusNotifierItemRegistered(const QString &entry);

private:
    QDBusConnection m_bus{QString()};
    QStringList m_entries;
};
