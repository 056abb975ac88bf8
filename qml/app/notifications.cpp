#include "qml/app/notifications.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QVariantMap>

#include <utility>

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
    if (!QDBusConnection::sessionBus().isConnected())
        return;
    Shown &shown = m_shown[key];
    const Note note{title, text, answers, urgent, sound};
    shown.isOver = false;
    if (shown.waiting)
        shown.next = note;
    else
        send(key, note);
}

void Notifications::send(const QString &key, const Note &note)
{
    QStringList actions;
    if (m_canAnswer) {
        actions << kDefault << tr("Open");
        for (const QVariant &answer : note.answers)
            actions << answer.toMap().value(u"id"_s).toString()
                    << answer.toMap().value(u"words"_s).toString();
    }
    QVariantMap hints{
        {u"desktop-entry"_s, u"org.pilothouse.Desktop"_s},
        {u"urgency"_s, QVariant::fromValue(note.urgent ? kCritical : kNormal)},
        {u"category"_s, u"im.received"_s},
    };
    if (note.sound.isEmpty())
        hints.insert(u"suppress-sound"_s, true);
    else
        hints.insert(u"sound-name"_s, note.sound);
    Shown &shown = m_shown[key];
    QDBusMessage message = call(u"Notify"_s);
    // Escaped: servers may read their text as markup.
    message << u"Pilothouse"_s << shown.id << u"org.pilothouse.Desktop"_s << note.title
            << note.text.toHtmlEscaped() << actions << hints << kServersChoice;
    shown.waiting = true;
    auto *watcher =
        new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, key] {
        watcher->deleteLater();
        const QDBusPendingReply<uint> reply = *watcher;
        takeId(key, reply.isValid() ? reply.value() : 0);
    });
}

void Notifications::takeId(const QString &key, uint id)
{
    Shown &shown = m_shown[key];
    const std::optional<Note> next = std::exchange(shown.next, std::nullopt);
    shown.waiting = false;
    shown.id = id;
    if (next)
        send(key, *next);
    else if (shown.isOver || id == 0)
        close(key);
}

void Notifications::close(const QString &key)
{
    const auto found = m_shown.find(key);
    if (found == m_shown.end())
        return;
    if (found->waiting) {
        found->next.reset();
        found->isOver = true;
        return;
    }
    const uint id = found->id;
    m_shown.erase(found);
    if (id == 0)
        return;
    QDBusMessage message = call(u"CloseNotification"_s);
    message << id;
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
    m_shown.removeIf([id](auto each) { return each->id == id && !each->waiting; });
}

} // namespace pilothouse
