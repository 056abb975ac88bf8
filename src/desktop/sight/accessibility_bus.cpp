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

namespace {

const QString kRegistry = u"org.a11y.atspi.Registry"_s;
const QString kRoot = u"/org/a11y/atspi/accessible/root"_s;
const QString kAccessible = u"org.a11y.atspi.Accessible"_s;
const QString kComponent = u"org.a11y.atspi.Component"_s;
const QString kText = u"org.a11y.atspi.Text"_s;
const QString kDocument = u"org.a11y.atspi.Document"_s;

const QString kProperties = u"org.freedesktop.DBus.Properties"_s;

constexpr qsizetype kMostOnBus = 200; // on the bus
constexpr uint kOnScreen = 0;         // coordinates
constexpr int kStatesInWord = 32;
constexpr int kToTheEnd = -1; // of a text

bool hasBit(const QList<uint> &words, uint state)
{
    return (words.value(state / kStatesInWord) >> (state % kStatesInWord) & 1) != 0;
}

Failure noAnswer(const QString &detail)
{
    return fail(Errc::Unavailable, u"The program did not say what has the keyboard."_s, detail);
}

} // namespace

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
    return ask(whom, kProperties, u"Get"_s, {kAccessible, property});
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

Result<QList<Accessible>> AccessibilityBus::focusedBelow(const Accessible &top, int most) const
{
    return matchesBelow(top, kFocusedState, {}, most);
}

Result<QList<Accessible>> AccessibilityBus::showingTextBelow(const Accessible &top, int most) const
{
    return matchesBelow(top, kShowingState, {u"Text"_s}, most);
}

Result<QList<Accessible>> AccessibilityBus::showingBelow(const Accessible &top, int most) const
{
    return matchesBelow(top, kShowingState, {}, most);
}

template <typename T, typename Ask>
QList<T> AccessibilityBus::answers(const QList<Accessible> &of, Ask askOne) const
{
    QList<QDBusPendingCall> asked;
    for (const Accessible &each : of)
        asked << askOne(each);
    QList<T> told;
    for (const QDBusPendingCall &call : asked)
        told << answer<T>(call).value_or(T());
    return told;
}

QStringList AccessibilityBus::texts(const QList<Accessible> &of) const
{
    return answers<QString>(of, [this](const Accessible &each) {
        return ask(each, kText, u"GetText"_s, {0, kToTheEnd});
    });
}

QList<std::optional<double>> AccessibilityBus::values(const QList<Accessible> &of) const
{
    const auto held = answers<QDBusVariant>(of, [this](const Accessible &each) {
        return ask(each, kProperties, u"Get"_s, {u"org.a11y.atspi.Value"_s, u"CurrentValue"_s});
    });
    QList<std::optional<double>> told;
    for (const QDBusVariant &each : held) {
        const bool isNumber = each.variant().metaType() == QMetaType::fromType<double>();
        told << (isNumber ? std::optional(each.variant().toDouble()) : std::nullopt);
    }
    return told;
}

QList<uint> AccessibilityBus::roles(const QList<Accessible> &of) const
{
    return answers<uint>(
        of, [this](const Accessible &each) { return ask(each, kAccessible, u"GetRole"_s); });
}

QList<Appearance> AccessibilityBus::appearances(const QList<Accessible> &of) const
{
    const auto names = answers<QDBusVariant>(
        of, [this](const Accessible &each) { return askProperty(each, u"Name"_s); });
    const auto states = answers<QList<uint>>(
        of, [this](const Accessible &each) { return ask(each, kAccessible, u"GetState"_s); });
    const auto places = answers<QRect>(of, [this](const Accessible &each) {
        return ask(each, kComponent, u"GetExtents"_s, {kOnScreen});
    });
    QList<Appearance> told;
    for (qsizetype i = 0; i < of.size(); ++i)
        told << Appearance{.name = names.at(i).variant().toString(),
                           .states = states.at(i),
                           .place = places.at(i)};
    return told;
}

QList<QList<Accessible>> AccessibilityBus::childrenOfEach(const QList<Accessible> &of) const
{
    return answers<QList<Accessible>>(
        of, [this](const Accessible &one) { return ask(one, kAccessible, u"GetChildren"_s); });
}

QList<Accessible> AccessibilityBus::childrenOfAll(const QList<Accessible> &of) const
{
    QList<Accessible> all;
    for (const QList<Accessible> &some : childrenOfEach(of))
        all << some;
    return all;
}

QList<QMap<QString, QString>> AccessibilityBus::attributes(const QList<Accessible> &of) const
{
    return answers<QMap<QString, QString>>(
        of, [this](const Accessible &one) { return ask(one, kAccessible, u"GetAttributes"_s); });
}

Result<QRect> AccessibilityBus::placeOfText(const Accessible &of, int first, int end) const
{
    QDBusPendingReply<int, int, int, int> reply =
        ask(of, kText, u"GetRangeExtents"_s, {first, end, kOnScreen});
    reply.waitForFinished();
    if (reply.isError())
        return noAnswer(reply.error().message());
    return QRect(reply.argumentAt<0>(), reply.argumentAt<1>(), reply.argumentAt<2>(),
                 reply.argumentAt<3>());
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
    return answer<QRect>(ask(of, kComponent, u"GetExtents"_s, {kOnScreen}));
}

} // namespace pilothouse
