#include "qml/app/notifications.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kService = u"org.freedesktop.Notifications"_s;
const auto kPath = u"/org/freedesktop/Notifications"_s;
const auto kDefault = u"default"_s;
constexpr uchar kNormal = 1;
constexpr uchar kCritical = 2;
constexpr int kServersChoice = -1; // how long it stays

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(kService, kPath, kService, method);
}

} // namespace

Notifications::Notifications(QObject *parent) : QObject(parent)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(kService, kPath, kService, u"ActionInvoked"_s, this,
                SLOT(takeAction(uint, QString)));
    bus.connect(kService, kPath, kService, u"NotificationClosed"_s, this,
                SLOT(takeEnd(uint, uint)));
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call(u"GetCapabilities"_s)), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QStringList> reply = *watcher;
        m_canAnswer = reply.isValid() && reply.value().contains(u"actions"_s);
    });
}

void Notifications::show(const QString &key, const QString &title, const QString &text,
                         const QVariantList &answers, bool urgent, const QString &sound)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected() || m_shown.value(key).waiting)
        return;
    QStringList actions;
    if (m_canAnswer) {
        actions << kDefault << tr("Open");
        for (const QVariant &answer : answers)
            actions << answer.toMap().value(u"id"_s).toString()
                    << answer.toMap().value(u"words"_s).toString();
    }
    QVariantMap hints{
        {u"desktop-entry"_s, u"org.pilothouse.Desktop"_s},
        {u"urgency"_s, QVariant::fromValue(urgent ? kCritical : kNormal)},
        {u"category"_s, u"im.received"_s},
    };
    if (sound.isEmpty())
        hints.insert(u"suppress-sound"_s, true);
    else
        hints.insert(u"sound-name"_s, sound);
    QDBusMessage message = call(u"Notify"_s);
    // Escaped: servers may read their text as markup.
    message << u"Pilothouse"_s << m_shown.value(key).id << u"org.pilothouse.Desktop"_s << title
            << text.toHtmlEscaped() << actions << hints << kServersChoice;
    m_shown[key].waiting = true;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        if (reply.isValid())
            m_shown[key] = {.id = reply.value()};
        else
            m_shown.remove(key);
    });
}

void Notifications::close(const QString &key)
{
    const Shown shown = m_shown.take(key);
    if (shown.id == 0)
        return;
    QDBusMessage message = call(u"CloseNotification"_s);
    message << shown.id;
    QDBusConnection::sessionBus().send(message);
}

void Notifications::closeAll()
{
    const QStringList keys = m_shown.keys();
    for (const QString &key : keys)
        close(key);
}

void Notifications::takeAction(uint id, const QString &action)
{
    for (auto each = m_shown.cbegin(); each != m_shown.cend(); ++each) {
        if (each->id != id)
            continue;
        const QString key = each.key();
        close(key);
        if (action == kDefault)
            emit opened(key);
        else
            emit answered(key, action);
        return;
    }
}

void Notifications::takeEnd(uint id, uint reason)
{
    Q_UNUSED(reason)
    m_shown.removeIf([id](auto each) { return each->id == id; });
}

} // namespace pilothouse
