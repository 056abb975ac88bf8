#pragma once

#include <QDBusVariant>
#include <QObject>
#include <QSet>
#include <QtQml/qqmlregistration.h>

namespace pilothouse {

/// How the person's system looks: dark or light, how large its texts are, whether things may move.
/// Asked of the desktop portal (org.freedesktop.portal.Settings, namespace
/// org.freedesktop.appearance) and told at once when it changes, also by one that starts later;
/// without a portal the palette decides. Main thread.
class SystemLook : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(bool dark READ dark NOTIFY changed FINAL)
    Q_PROPERTY(bool reducedMotion READ reducedMotion NOTIFY changed FINAL)
    Q_PROPERTY(qreal textScale READ textScale NOTIFY changed FINAL)
    Q_PROPERTY(QString chosen READ chosen WRITE setChosen NOTIFY changed FINAL)
    Q_PROPERTY(QString sans READ sans CONSTANT FINAL)
    Q_PROPERTY(QString mono READ mono CONSTANT FINAL)
    Q_PROPERTY(qreal pointSize READ pointSize NOTIFY changed FINAL)
public:
    explicit SystemLook(QObject *parent = nullptr);

    bool dark() const;
    bool reducedMotion() const { return m_reducesMotion || !m_animates; }
    qreal textScale() const { return m_textScale; }
    /// "light" or "dark", whatever the system has; else it is followed. Remembered.
    QString chosen() const { return m_chosen; }
    void setChosen(const QString &look);
    QString sans() const;
    QString mono() const;
    /// Of the system's texts.
    qreal pointSize() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void changed();

private slots:
    void hear(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askAll();
    void ask(const QString &group, const QString &key);
    void take(const QString &group, const QString &key, const QDBusVariant &value);

    enum class Scheme { Unknown, Dark, Light };
    QSet<QString> m_heard; ///< keys that changed since they were asked for: no answer is newer
    Scheme m_scheme = Scheme::Unknown;
    QString m_chosen;
    qreal m_textScale = 1;
    bool m_reducesMotion = false; ///< by the portal's own word
    bool m_animates = true;       ///< by GNOME's, which is older
};

} // namespace pilothouse
