#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

#include <algorithm>

/// One note as a program asked for it.
struct ShownNote
{
    uint id;
    QString title;
    QString text;
    QStringList actions; ///< id, words, id, words …
    bool isUrgent;
};

/// A server of notifications that shows buttons: keeps what is shown, and answers as a person
/// would.
class NotificationHost : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    bool start(const QString &bus)
    {
        m_bus = QDBusConnection::connectToBus(bus, QStringLiteral("notifications"));
        return m_bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), this,
                                    QDBusConnection::ExportAllContents) &&
               m_bus.registerService(QStringLiteral("org.freedesktop.Notifications"));
    }
    /// What is shown at this moment.
    const QList<ShownNote> &notes() const { return m_notes; }
    /// How many were ever asked for.
    uint count() const { return m_count; }
    /// The button that begins so, "default" for the note itself; false: it has none.
    bool press(const ShownNote &note, const QString &start)
    {
        for (qsizetype at = 0; at < note.actions.size(); at += 2)
            if (note.actions.at(at).startsWith(start)) {
                emit ActionInvoked(note.id, note.actions.at(at));
                return true;
            }
        return false;
    }

public slots:
    uint Notify(const QString &, uint replaced, const QString &, const QString &title,
                const QString &text, const QStringList &actions, const QVariantMap &hints, int)
    {
        remove(replaced);
        ++m_count;
        const uint id = replaced > 0 ? replaced : m_count;
        m_notes.append({.id = id,
                        .title = title,
                        .text = text,
                        .actions = actions,
                        .isUrgent = hints.value(QStringLiteral("urgency")).toInt() == 2});
        return id;
    }
    void CloseNotification(uint id)
    {
        remove(id);
        emit NotificationClosed(id, 3); // by the program
    }
    QStringList GetCapabilities() { return {QStringLiteral("body"), QStringLiteral("actions")}; }

signals:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);

private:
    void remove(uint id)
    {
        m_notes.removeIf([id](const ShownNote &each) { return each.id == id; });
    }

    QDBusConnection m_bus{QString()};
    QList<ShownNote> m_notes;
    uint m_count = 0;
};
