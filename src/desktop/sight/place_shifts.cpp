#include "desktop/sight/place_shifts.h"

#include "desktop/sight/accessibility_bus.h"

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr uint kRootPane = 46; // AT-SPI's atspi-constants.h
constexpr int kLongestClimb = 100;
constexpr int kPanesAbove = 4; // what a root pane lies in, with the window
constexpr qsizetype kMostBeside = 200;

QString keyOf(const Accessible &thing)
{
    return thing.program + thing.path;
}

} // namespace

bool PlaceShifts::isCrooked(const AccessibilityBus &bus, const QString &program)
{
    const auto known = m_crooked.constFind(program);
    if (known != m_crooked.cend())
        return *known;
    const Result<QString> name = bus.name(bus.root(program));
    const bool crooked = name && *name == "soffice"_L1;
    m_crooked.insert(program, crooked);
    if (crooked)
        findPanes(bus, program);
    return crooked;
}

/// From the windows down: a root pane itself does not know what it lies in.
void PlaceShifts::findPanes(const AccessibilityBus &bus, const QString &program)
{
    QList<Accessible> level{bus.root(program)};
    for (int depth = 0; depth < kPanesAbove && !level.isEmpty(); ++depth) {
        const QList<QList<Accessible>> below = bus.children(level);
        QList<Accessible> next;
        for (qsizetype i = 0; i < level.size(); ++i) {
            const QList<Accessible> some = below.at(i).mid(0, kMostBeside);
            const QList<uint> roles = bus.roles(some);
            for (qsizetype j = 0; j < some.size(); ++j) {
                if (roles.at(j) == kRootPane)
                    notePane(bus, level.at(i), some.at(j));
                else
                    next << some.at(j);
            }
        }
        level = next.mid(0, kMostBeside);
    }
}

void PlaceShifts::notePane(const AccessibilityBus &bus, const Accessible &around,
                           const Accessible &pane)
{
    const QList<QRect> told = bus.toldPlaces({around, pane});
    if (told.first().size() == told.last().size())
        m_known.insert(keyOf(pane), told.first().topLeft() - told.last().topLeft());
}

void PlaceShifts::findOut(const AccessibilityBus &bus, const QList<Accessible> &things, int depth)
{
    const QList<Accessible> parents = bus.parents(things);
    QList<Accessible> above;
    for (const Accessible &each : parents)
        if (!each.path.isEmpty() && !m_known.contains(keyOf(each)) && !above.contains(each))
            above << each;
    if (!above.isEmpty() && depth < kLongestClimb)
        findOut(bus, above, depth + 1);
    for (qsizetype i = 0; i < things.size(); ++i)
        m_known.insert(keyOf(things.at(i)), m_known.value(keyOf(parents.at(i))));
}

QList<QPoint> PlaceShifts::of(const AccessibilityBus &bus, const QList<Accessible> &things)
{
    QList<Accessible> unknown;
    for (const Accessible &each : things)
        if (isCrooked(bus, each.program) && !m_known.contains(keyOf(each)))
            unknown << each;
    if (!unknown.isEmpty())
        findOut(bus, unknown, 0);
    QList<QPoint> found;
    for (const Accessible &each : things)
        found << m_known.value(keyOf(each));
    return found;
}

void PlaceShifts::inherit(const Accessible &parent, const QList<Accessible> &below)
{
    const auto known = m_known.constFind(keyOf(parent));
    if (known == m_known.cend())
        return;
    const QPoint shift = *known;
    for (const Accessible &each : below)
        if (!m_known.contains(keyOf(each)))
            m_known.insert(keyOf(each), shift);
}

} // namespace pilothouse
