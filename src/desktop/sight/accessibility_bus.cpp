#include "desktop/sight/accessibility_bus.h"

#include "desktop/sight/accessibility_names.h"

#include <QDBusArgument>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QMap>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr qsizetype kMostOnBus = 200; // on the bus
constexpr int kStatesInWord = 32;

bool hasBit(const QList<uint> &words, uint state)
{
    return (words.value(state / kStatesInWord) >> (state % kStatesInWord) & 1) != 0;
}

} // namespace

Failure AccessibilityBus::noAnswer(const QString &detail)
{
    return fail(Errc::Unavailable, u"The program did not say what has the keyboard."_s, detail);
}

bool Appearance::has(uint state) const
{
    return hasBit(states, state);
}

Result<AccessibilityBus> AccessibilityBus::connect(const QString &address, Deadline deadline)
{
    registerAccessibilityTypes();
    const QDBusConnection connection = QDBusConnection::connectToBus(address, u"accessibility"_s);
    if (!connection.isConnected())
        return fail(Errc::Unavailable, u"This desktop has no accessibility bus."_s,
                    connection.lastError().message());
    return AccessibilityBus(connection, deadline, std::make_shared<PlaceShifts>());
}

QDBusPendingCall AccessibilityBus::ask(const Accessible &whom, const QString &interface,
                                       const QString &method, const QVariantList &arguments) const
{
    QDBusMessage call = QDBusMessage::createMethodCall(whom.program, whom.path, interface, method);
    call.setArguments(arguments);
    call.setAutoStartService(whom.program == kRegistry);
    const auto patience = std::max(m_deadline.left(), std::chrono::milliseconds(1));
    return m_connection.asyncCall(call, static_cast<int>(patience.count()));
}

QDBusPendingCall AccessibilityBus::askProperty(const Accessible &whom,
                                               const QString &property) const
{
    return ask(whom, kProperties, u"Get"_s, {kAccessible, property});
}

Result<QList<Accessible>> AccessibilityBus::programsOf(uint pid) const
{
    const auto all = children({kRegistry, kRoot});
    if (!all)
        return all;
    if (all->size() > kMostOnBus)
        return noAnswer(u"Too many programs are on the accessibility bus."_s);
    // The bus itself knows whose connection it is; no program is asked.
    const Accessible bus{u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s};
    QList<QDBusPendingCall> asked;
    for (const Accessible &each : *all)
        asked << ask(bus, bus.program, u"GetConnectionUnixProcessID"_s, {each.program});
    QList<Accessible> found;
    for (qsizetype i = 0; i < asked.size(); ++i) {
        if (const auto its = answer<uint>(asked.at(i)); its && *its == pid)
            found << all->at(i);
    }
    return found;
}

Accessible AccessibilityBus::root(const QString &program)
{
    return {program, kRoot};
}

Result<QList<Accessible>> AccessibilityBus::programs() const
{
    return children({kRegistry, kRoot});
}

Result<QList<Accessible>> AccessibilityBus::children(const Accessible &of) const
{
    return answer<QList<Accessible>>(ask(of, kAccessible, u"GetChildren"_s));
}

Result<bool> AccessibilityBus::hasState(const Accessible &of, uint state) const
{
    const auto words = answer<QList<uint>>(ask(of, kAccessible, u"GetState"_s));
    if (!words)
        return fail(words.error());
    return hasBit(*words, state);
}

Result<QList<Accessible>> AccessibilityBus::matchesBelow(const Accessible &top, uint state,
                                                         const QStringList &interfaces,
                                                         int most) const
{
    constexpr uint kCanonicalOrder = 1;
    const MatchRule rule{
        .states = {1 << state, 0}, .roles = {0, 0, 0, 0}, .interfaces = interfaces};
    return answer<QList<Accessible>>(ask(top, u"org.a11y.atspi.Collection"_s, u"GetMatches"_s,
                                         {QVariant::fromValue(rule), kCanonicalOrder, most, true}));
}

bool AccessibilityBus::looksItself(const QString &program) const
{
    const auto toolkit = property<QString>(
        ask(root(program), kProperties, u"Get"_s, {kApplication, u"ToolkitName"_s}));
    return toolkit && (*toolkit == "Gecko"_L1 || *toolkit == "Chromium"_L1);
}

Result<QRect> AccessibilityBus::placeOfText(const Accessible &of, int first, int end) const
{
    QDBusPendingReply<int, int, int, int> reply =
        ask(of, kText, u"GetRangeExtents"_s, {first, end, kOnScreen});
    reply.waitForFinished();
    if (reply.isError())
        return noAnswer(reply.error().message());
    const QRect told(reply.argumentAt<0>(), reply.argumentAt<1>(), reply.argumentAt<2>(),
                     reply.argumentAt<3>());
    return told.translated(m_shifts->of(*this, {of}).first());
}

bool AccessibilityBus::tell(const Accessible &whom, const QString &interface, const QString &method,
                            const QVariantList &arguments) const
{
    const QString whole = u"org.a11y.atspi."_s + interface;
    return answer<bool>(ask(whom, whole, method, arguments)).value_or(false);
}

Result<Surroundings> AccessibilityBus::surroundings(const Accessible &of) const
{
    // Side by side: the way up is long.
    const QDBusPendingCall parentAsked = askProperty(of, u"Parent"_s);
    const QDBusPendingCall attributesAsked = ask(of, kDocument, u"GetAttributes"_s);
    const auto interfaces = answer<QStringList>(ask(of, kAccessible, u"GetInterfaces"_s));
    const auto parent = property<Accessible>(parentAsked);
    if (!interfaces)
        return fail(interfaces.error());
    if (!parent)
        return fail(parent.error());
    if (!interfaces->contains(kDocument))
        return Surroundings{.parent = *parent, .address = std::nullopt};
    const auto attributes = answer<QMap<QString, QString>>(attributesAsked);
    if (!attributes)
        return fail(attributes.error());
    const QString firefox = attributes->value(u"DocURL"_s);
    return Surroundings{.parent = *parent,
                        .address = firefox.isEmpty() ? attributes->value(u"URI"_s) : firefox};
}

Result<uint> AccessibilityBus::role(const Accessible &of) const
{
    return answer<uint>(ask(of, kAccessible, u"GetRole"_s));
}

Result<QString> AccessibilityBus::roleName(const Accessible &of) const
{
    return answer<QString>(ask(of, kAccessible, u"GetRoleName"_s));
}

Result<QString> AccessibilityBus::name(const Accessible &of) const
{
    return property<QString>(askProperty(of, u"Name"_s));
}

Result<QRect> AccessibilityBus::place(const Accessible &of) const
{
    const auto told = answer<QRect>(ask(of, kComponent, u"GetExtents"_s, {kOnScreen}));
    if (!told)
        return told;
    return told->translated(m_shifts->of(*this, {of}).first());
}

} // namespace pilothouse
