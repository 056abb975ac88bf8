#include "desktop/sight/accessibility_bus.h"

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

QDBusArgument &operator<<(QDBusArgument &argument, const Accessible &accessible)
{
    // QtDBus also asks with nothing, for the signature.
    const QDBusObjectPath path =
        accessible.path.isEmpty() ? QDBusObjectPath() : QDBusObjectPath(accessible.path);
    argument.beginStructure();
    argument << accessible.program << path;
    argument.endStructure();
    return argument;
}

const QDBusArgument &operator>>(const QDBusArgument &argument, Accessible &accessible)
{
    QDBusObjectPath path;
    argument.beginStructure();
    argument >> accessible.program >> path;
    argument.endStructure();
    accessible.path = path.path();
    return argument;
}

namespace {

const QString kRegistry = u"org.a11y.atspi.Registry"_s;
const QString kRoot = u"/org/a11y/atspi/accessible/root"_s;
const QString kAccessible = u"org.a11y.atspi.Accessible"_s;
const QString kComponent = u"org.a11y.atspi.Component"_s;
const QString kText = u"org.a11y.atspi.Text"_s;
const QString kDocument = u"org.a11y.atspi.Document"_s;

constexpr qsizetype kMostOnBus = 200; // on the bus
constexpr int kStatesInWord = 32;
constexpr int kToTheEnd = -1; // of a text

/// How AtspiMatchRule goes over the bus: (aiia{ss}iaiiasib). All of what is given must match.
struct MatchRule
{
    QList<int> states = {};
    QMap<QString, QString> attributes = {};
    QList<int> roles = {};
    QStringList interfaces = {};
};

QDBusArgument &operator<<(QDBusArgument &argument, const MatchRule &rule)
{
    constexpr int kAll = 1;
    argument.beginStructure();
    argument << rule.states << kAll << rule.attributes << kAll << rule.roles << kAll
             << rule.interfaces << kAll << false;
    argument.endStructure();
    return argument;
}

/// QtDBus wants both ways; nobody sends us one.
const QDBusArgument &operator>>(const QDBusArgument &argument, MatchRule &)
{
    return argument;
}

void registerTypes()
{
    qDBusRegisterMetaType<MatchRule>();
    qDBusRegisterMetaType<Accessible>();
    qDBusRegisterMetaType<QList<Accessible>>();
    qDBusRegisterMetaType<QList<int>>();
    qDBusRegisterMetaType<QList<uint>>();
    qDBusRegisterMetaType<QMap<QString, QString>>();
}

Failure noAnswer(const QString &detail)
{
    return fail(Errc::Unavailable, u"The program did not say what has the keyboard."_s, detail);
}

} // namespace

Result<AccessibilityBus> AccessibilityBus::connect(const QString &address, Deadline deadline)
{
    registerTypes();
    const QDBusConnection connection = QDBusConnection::connectToBus(address, u"accessibility"_s);
    if (!connection.isConnected())
        return fail(Errc::Unavailable, u"This desktop has no accessibility bus."_s,
                    connection.lastError().message());
    return AccessibilityBus(connection, deadline);
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
    return ask(whom, u"org.freedesktop.DBus.Properties"_s, u"Get"_s, {kAccessible, property});
}

template <typename T> Result<T> AccessibilityBus::answer(const QDBusPendingCall &call) const
{
    QDBusPendingReply<T> reply = call; // an error when the answer has another signature
    reply.waitForFinished();
    if (reply.isError())
        return noAnswer(reply.error().message());
    return reply.value();
}

template <typename T> Result<T> AccessibilityBus::property(const QDBusPendingCall &call) const
{
    const Result<QDBusVariant> held = answer<QDBusVariant>(call);
    if (!held)
        return fail(held.error());
    const QVariant value = held->variant();
    if (value.metaType() == QMetaType::fromType<T>())
        return value.value<T>();
    const bool structure = value.metaType() == QMetaType::fromType<QDBusArgument>();
    const QByteArray expected = QDBusMetaType::typeToSignature(QMetaType::fromType<T>());
    if (!structure || value.value<QDBusArgument>().currentSignature().toLatin1() != expected)
        return noAnswer(u"It has another type than it must."_s);
    return qdbus_cast<T>(value);
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
    return (words->value(state / kStatesInWord) >> (state % kStatesInWord) & 1) != 0;
}

Result<QList<Accessible>> AccessibilityBus::focusedBelow(const Accessible &top, int most) const
{
    constexpr uint kCanonicalOrder = 1;
    const MatchRule rule{.states = {1 << kFocusedState, 0}, .roles = {0, 0, 0, 0}};
    return answer<QList<Accessible>>(ask(top, u"org.a11y.atspi.Collection"_s, u"GetMatches"_s,
                                         {QVariant::fromValue(rule), kCanonicalOrder, most, true}));
}

Result<QList<Accessible>> AccessibilityBus::showingTextBelow(const Accessible &top, int most) const
{
    constexpr uint kCanonicalOrder = 1;
    const MatchRule rule{
        .states = {1 << kShowingState, 0}, .roles = {0, 0, 0, 0}, .interfaces = {u"Text"_s}};
    return answer<QList<Accessible>>(ask(top, u"org.a11y.atspi.Collection"_s, u"GetMatches"_s,
                                         {QVariant::fromValue(rule), kCanonicalOrder, most, true}));
}

QStringList AccessibilityBus::texts(const QList<Accessible> &of) const
{
    QList<QDBusPendingCall> asked;
    for (const Accessible &each : of)
        asked << ask(each, kText, u"GetText"_s, {0, kToTheEnd});
    QStringList told;
    for (const QDBusPendingCall &call : asked)
        told << answer<QString>(call).value_or(QString());
    return told;
}

Result<QRect> AccessibilityBus::placeOfText(const Accessible &of, int first, int end) const
{
    constexpr uint kOnScreen = 0;
    QDBusPendingReply<int, int, int, int> reply =
        ask(of, kText, u"GetRangeExtents"_s, {first, end, kOnScreen});
    reply.waitForFinished();
    if (reply.isError())
        return noAnswer(reply.error().message());
    return QRect(reply.argumentAt<0>(), reply.argumentAt<1>(), reply.argumentAt<2>(),
                 reply.argumentAt<3>());
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
    constexpr uint kOnScreen = 0;
    return answer<QRect>(ask(of, kComponent, u"GetExtents"_s, {kOnScreen}));
}

} // namespace pilothouse
