#include "desktop/sight/accessibility_bus.h"
#include "desktop/sight/accessibility_names.h"

/// What many things are asked side by side: each answer takes a while, all of them hardly longer.
namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kToTheEnd = -1; // of a text

} // namespace

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
    const QList<QRect> places = toldPlaces(of);
    const QList<QPoint> shifts = m_shifts->of(*this, of);
    QList<Appearance> told;
    for (qsizetype i = 0; i < of.size(); ++i)
        told << Appearance{.name = names.at(i).variant().toString(),
                           .states = states.at(i),
                           .place = places.at(i).translated(shifts.at(i))};
    return told;
}

QList<bool> AccessibilityBus::haveState(const QList<Accessible> &of, uint state) const
{
    const auto states = answers<QList<uint>>(
        of, [this](const Accessible &each) { return ask(each, kAccessible, u"GetState"_s); });
    QList<bool> told;
    for (const QList<uint> &words : states)
        told << Appearance{.states = words}.has(state);
    return told;
}

QList<QList<Accessible>> AccessibilityBus::children(const QList<Accessible> &of) const
{
    return answers<QList<Accessible>>(
        of, [this](const Accessible &one) { return ask(one, kAccessible, u"GetChildren"_s); });
}

QList<int> AccessibilityBus::childCounts(const QList<Accessible> &of) const
{
    const auto counts = answers<QDBusVariant>(
        of, [this](const Accessible &one) { return askProperty(one, u"ChildCount"_s); });
    QList<int> told;
    for (const QDBusVariant &each : counts)
        told << each.variant().toInt();
    return told;
}

QList<Accessible> AccessibilityBus::parents(const QList<Accessible> &of) const
{
    QList<QDBusPendingCall> asked;
    for (const Accessible &each : of)
        asked << askProperty(each, u"Parent"_s);
    QList<Accessible> told;
    for (const QDBusPendingCall &call : asked)
        told << property<Accessible>(call).value_or(Accessible());
    return told;
}

QList<QRect> AccessibilityBus::toldPlaces(const QList<Accessible> &of) const
{
    return answers<QRect>(of, [this](const Accessible &each) {
        return ask(each, kComponent, u"GetExtents"_s, {kOnScreen});
    });
}

QList<Accessible> AccessibilityBus::atPoints(const Accessible &of,
                                             const QList<QPoint> &points) const
{
    const QPoint shift = m_shifts->of(*this, {of}).first();
    QList<QDBusPendingCall> asked;
    for (const QPoint &shown : points) {
        const QPoint at = shown - shift;
        asked << ask(of, kComponent, u"GetAccessibleAtPoint"_s, {at.x(), at.y(), kOnScreen});
    }
    QList<Accessible> found;
    for (const QDBusPendingCall &call : asked)
        if (const auto told = answer<Accessible>(call); told && told->path != kNobody)
            found << *told;
    return found;
}

QList<Accessible> AccessibilityBus::cells(const Accessible &table, const QRect &which) const
{
    QList<QDBusPendingCall> asked;
    for (int row = which.top(); row <= which.bottom(); ++row)
        for (int column = which.left(); column <= which.right(); ++column)
            asked << ask(table, kTable, u"GetAccessibleAt"_s, {row, column});
    QList<Accessible> told;
    for (const QDBusPendingCall &call : asked)
        told << answer<Accessible>(call).value_or(Accessible());
    return told;
}

QList<QMap<QString, QString>> AccessibilityBus::attributes(const QList<Accessible> &of) const
{
    return answers<QMap<QString, QString>>(
        of, [this](const Accessible &one) { return ask(one, kAccessible, u"GetAttributes"_s); });
}

} // namespace pilothouse
