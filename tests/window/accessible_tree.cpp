#include "window/accessible_tree.h"

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusPendingCall>
#include <QDBusVariant>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

const auto kAccessible = u"org.a11y.atspi.Accessible"_s;
const auto kRoot = u"/org/a11y/atspi/accessible/root"_s;
constexpr int kAnswerTime = 5000; // milliseconds for one answer
constexpr uint kEnabled = 8;      // states by number: AT-SPI's atspi-constants.h
constexpr uint kFocusable = 11;
constexpr uint kShowing = 25;

QDBusConnection busAt(const QString &address)
{
    return QDBusConnection::connectToBus(address, address);
}

QDBusPendingCall ask(const QDBusConnection &bus, const Accessible &whom, const QString &interface,
                     const QString &method, const QVariantList &arguments = {})
{
    QDBusMessage call = QDBusMessage::createMethodCall(whom.program, whom.path, interface, method);
    call.setArguments(arguments);
    return bus.asyncCall(call, kAnswerTime);
}

QVariant answer(QDBusPendingCall call)
{
    call.waitForFinished();
    const QDBusMessage reply = call.reply();
    return reply.type() == QDBusMessage::ReplyMessage ? reply.arguments().value(0) : QVariant();
}

QList<Accessible> childrenIn(const QVariant &told)
{
    QList<Accessible> found;
    if (told.metaType() != QMetaType::fromType<QDBusArgument>())
        return found;
    const auto list = told.value<QDBusArgument>();
    list.beginArray();
    while (!list.atEnd()) {
        Accessible child;
        QDBusObjectPath path;
        list.beginStructure();
        list >> child.program >> path;
        list.endStructure();
        child.path = path.path();
        found.append(child);
    }
    list.endArray();
    return found;
}

quint64 statesIn(const QVariant &told)
{
    QList<uint> words;
    if (told.metaType() == QMetaType::fromType<QDBusArgument>()) {
        const auto list = told.value<QDBusArgument>();
        list.beginArray();
        while (!list.atEnd()) {
            uint word = 0;
            list >> word;
            words.append(word);
        }
        list.endArray();
    }
    return words.value(0) | quint64(words.value(1)) << 32;
}

QRect placeIn(const QVariant &told)
{
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;
    if (told.metaType() == QMetaType::fromType<QDBusArgument>()) {
        const auto place = told.value<QDBusArgument>();
        place.beginStructure();
        place >> x >> y >> width >> height;
        place.endStructure();
    }
    return {x, y, width, height};
}

struct Asked
{
    QDBusPendingCall name;
    QDBusPendingCall more;
    QDBusPendingCall role;
    QDBusPendingCall states;
    QDBusPendingCall place;
    QDBusPendingCall children;
};

/// All at once: an answer each would take its time.
QList<Asked> askAbout(const QDBusConnection &bus, const QList<Accessible> &things)
{
    QList<Asked> asked;
    for (const Accessible &each : things)
        asked.append({.name = ask(bus, each, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                  {kAccessible, u"Name"_s}),
                      .more = ask(bus, each, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                                  {kAccessible, u"Description"_s}),
                      .role = ask(bus, each, kAccessible, u"GetRoleName"_s),
                      .states = ask(bus, each, kAccessible, u"GetState"_s),
                      .place = ask(bus, each, u"org.a11y.atspi.Component"_s, u"GetExtents"_s,
                                   {QVariant::fromValue(0U)}),
                      .children = ask(bus, each, kAccessible, u"GetChildren"_s)});
    return asked;
}

QList<Accessible> windowsOf(const QDBusConnection &bus, qint64 pid)
{
    const Accessible registry{.program = u"org.a11y.atspi.Registry"_s, .path = kRoot};
    const Accessible daemon{.program = u"org.freedesktop.DBus"_s,
                            .path = u"/org/freedesktop/DBus"_s};
    for (const Accessible &each :
         childrenIn(answer(ask(bus, registry, kAccessible, u"GetChildren"_s))))
        if (answer(
                ask(bus, daemon, daemon.program, u"GetConnectionUnixProcessID"_s, {each.program}))
                .toLongLong() == pid)
            return childrenIn(answer(ask(bus, each, kAccessible, u"GetChildren"_s)));
    return {};
}

} // namespace

QList<Accessible> accessibleTree(const QString &address, qint64 pid)
{
    const QDBusConnection bus = busAt(address);
    QList<Accessible> found;
    QSet<QString> known; // some name a window of theirs as their child
    QList<Accessible> level = windowsOf(bus, pid);
    while (!level.isEmpty()) {
        const QList<Asked> asked = askAbout(bus, level);
        QList<Accessible> next;
        for (qsizetype at = 0; at < level.size(); ++at) {
            const quint64 states = statesIn(answer(asked.at(at).states));
            if ((states & quint64(1) << kShowing) == 0)
                continue;
            Accessible &thing = level[at];
            known.insert(thing.path);
            thing.isEnabled = (states & quint64(1) << kEnabled) != 0;
            thing.takesFocus = (states & quint64(1) << kFocusable) != 0;
            thing.role = answer(asked.at(at).role).toString();
            thing.name = answer(asked.at(at).name).value<QDBusVariant>().variant().toString();
            thing.more = answer(asked.at(at).more).value<QDBusVariant>().variant().toString();
            thing.place = placeIn(answer(asked.at(at).place));
            found.append(thing);
            for (const Accessible &child : childrenIn(answer(asked.at(at).children)))
                if (!known.contains(child.path)) {
                    known.insert(child.path);
                    next.append(child);
                }
        }
        level = next;
    }
    return found;
}

QString accessibleText(const QString &address, const Accessible &thing)
{
    return answer(ask(busAt(address), thing, u"org.a11y.atspi.Text"_s, u"GetText"_s, {0, -1}))
        .toString();
}
