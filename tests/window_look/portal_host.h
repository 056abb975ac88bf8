#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusVariant>
#include <QHash>
#include <QObject>

/// Stands in for the portal by which desktops tell programs how people want them to look.
class PortalHost : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    bool start(const QString &bus)
    {
        m_bus = QDBusConnection::connectToBus(bus, QStringLiteral("portal"));
        return m_bus.registerObject(QStringLiteral("/org/freedesktop/portal/desktop"), this,
                                    QDBusConnection::ExportAllContents) &&
               m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop"));
    }
    /// How often it was asked.
    int asked() const { return m_asked; }
    void set(const QString &group, const QString &key, const QVariant &value)
    {
        m_settings.insert(group + QLatin1Char(' ') + key, value);
        emit SettingChanged(group, key, QDBusVariant(value));
    }

public slots:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        ++m_asked;
        const QVariant value = m_settings.value(group + QLatin1Char(' ') + key);
        if (!value.isValid())
            sendErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"), key);
        // Real ones wrap it twice.
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value.isValid() ? value : 0)));
    }

signals:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    QDBusConnection m_bus{QString()};
    QHash<QString, QVariant> m_settings;
    int m_asked = 0;
};
