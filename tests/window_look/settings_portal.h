#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QObject>
#include <QVariantMap>

/// The settings of a desktop portal, as a person changes them. Answers at once, or as late as it is
/// told to.
class SettingsPortal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    bool start(const QString &bus)
    {
        m_bus = QDBusConnection::connectToBus(bus, QStringLiteral("portal"));
        return m_bus.registerObject(kPath, this, QDBusConnection::ExportAllContents) &&
               m_bus.registerService(kService);
    }
    ~SettingsPortal() override
    {
        m_bus.unregisterService(kService);
        m_bus.unregisterObject(kPath);
    }
    /// Without a word to anybody.
    void have(const QString &group, const QString &key, const QVariant &value)
    {
        m_settings[group + u' ' + key] = value;
    }
    void change(const QString &group, const QString &key, const QVariant &value)
    {
        have(group, key, value);
        emit SettingChanged(group, key, QDBusVariant(value));
    }
    /// From now on answers wait, with what was so when they were asked for.
    void hold() { m_holds = true; }
    qsizetype held() const { return m_held.size(); }
    void answerAll()
    {
        m_holds = false;
        for (const QDBusMessage &each : std::as_const(m_held))
            m_bus.send(each);
        m_held.clear();
    }

public slots:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        const QVariant value = m_settings.value(group + u' ' + key);
        if (!value.isValid()) {
            sendErrorReply(QStringLiteral("org.freedesktop.portal.Error.NotFound"));
            return {};
        }
        const QDBusVariant twice(QVariant::fromValue(QDBusVariant(value)));
        if (m_holds) {
            setDelayedReply(true);
            m_held.append(message().createReply(QVariant::fromValue(twice)));
        }
        return twice;
    }

signals:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
    const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");

    QDBusConnection m_bus{QString()};
    QVariantMap m_settings;
    bool m_holds = false;
    QList<QDBusMessage> m_held;
};
