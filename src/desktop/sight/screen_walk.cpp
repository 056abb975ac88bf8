#include "desktop/sight/screen_walk.h"

#include <QRegularExpression>
#include <QSet>

#include <utility>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr int kMostChildren = 2000; // of one that are asked for without a look at what shows
constexpr int kMostInRow = 100;     // of those that show side by side
constexpr int kMostWalked = 3000;   // of one window

QList<Accessible> joined(const QList<QList<Accessible>> &lists)
{
    QList<Accessible> all;
    for (const QList<Accessible> &some : lists)
        all << some;
    return all;
}

/// The middles of what shows from `place`'s corner to the right, or down.
QList<int> middlesAlong(const AccessibilityBus &bus, const Accessible &of, QRect place,
                        Qt::Orientation way)
{
    const bool across = way == Qt::Horizontal;
    QList<int> middles;
    QPoint at = place.topLeft() + QPoint(2, 2);
    while (place.contains(at) && middles.size() < kMostInRow) {
        const QList<Accessible> found = bus.atPoints(of, {at});
        const QRect its = found.isEmpty() ? QRect() : bus.place(found.first()).value_or(QRect());
        if (!its.contains(at))
            break;
        const QRect seen = its & place;
        middles << (across ? seen.center().x() : seen.center().y());
        if (across)
            at.setX(its.right() + 3);
        else
            at.setY(its.bottom() + 3);
    }
    return middles;
}

/// In a sheet, which names its cells by their places, those count that say something.
QList<Accessible> filledCells(const AccessibilityBus &bus, const QList<Accessible> &cells)
{
    const Result<QString> name = cells.isEmpty() ? QString() : bus.name(cells.first());
    if (!name || !isCellName(*name))
        return cells;
    const QStringList texts = bus.texts(cells);
    const QList<bool> focused = bus.haveState(cells, kFocusedState);
    QList<Accessible> filled;
    for (qsizetype i = 0; i < cells.size(); ++i)
        if (!texts.at(i).isEmpty() || focused.at(i))
            filled << cells.at(i);
    return filled;
}

/// Cells of a sheet or entries of a long list, found by where they are.
QList<Accessible> showingChildren(const AccessibilityBus &bus, const Accessible &of)
{
    const QRect place = bus.place(of).value_or(QRect());
    const QList<int> across = middlesAlong(bus, of, place, Qt::Horizontal);
    const QList<int> down = middlesAlong(bus, of, place, Qt::Vertical);
    QList<QPoint> points;
    for (const int y : down)
        for (const int x : across)
            points << QPoint(x, y);
    QList<Accessible> found;
    QSet<QString> known{of.path};
    for (const Accessible &each : bus.atPoints(of, points)) {
        if (!known.contains(each.path))
            found << each;
        known << each.path;
    }
    return filledCells(bus, found);
}

/// What has a width and no height, or the other way round, shows nothing, whatever is in it says:
/// LibreOffice has a second menu like that.
bool isFlat(const QRect &place)
{
    return (place.width() == 0) != (place.height() == 0);
}

/// Of each; with `openOnly` of those that are not flat.
QList<QList<Accessible>> walkedChildren(const AccessibilityBus &bus, const QList<Accessible> &of,
                                        bool openOnly)
{
    const QList<int> counts = bus.childCounts(of);
    QList<Accessible> parents;
    for (qsizetype i = 0; i < of.size(); ++i)
        if (counts.at(i) > 0)
            parents << of.at(i);
    QList<QRect> places = openOnly ? bus.toldPlaces(parents) : QList<QRect>(parents.size());
    QList<Accessible> few;
    QList<QList<Accessible>> all;
    for (qsizetype i = 0; i < of.size(); ++i) {
        const bool isOpen = counts.at(i) > 0 && !isFlat(places.takeFirst());
        all << (isOpen && counts.at(i) > kMostChildren ? showingChildren(bus, of.at(i))
                                                       : QList<Accessible>());
        if (isOpen && counts.at(i) <= kMostChildren)
            few << of.at(i);
    }
    QList<QList<Accessible>> told = bus.children(few);
    for (qsizetype i = 0; i < of.size(); ++i)
        if (!few.isEmpty() && of.at(i) == few.first()) {
            few.removeFirst();
            all[i] = told.takeFirst();
        }
    return all;
}

struct Walk
{
    struct Thing
    {
        Accessible itself;
        QList<qsizetype> below = {};
    };
    QList<Thing> things; ///< the first is where it began
    bool isWhole = true;
};

/// Through what shows, a level at a time.
Walk walkThrough(const AccessibilityBus &bus, const Accessible &top)
{
    Walk walk{.things = {{.itself = top}}};
    QList<qsizetype> level{0};
    while (!level.isEmpty()) {
        if (walk.things.size() > kMostWalked || bus.isLate())
            return {std::move(walk.things), false};
        QList<Accessible> some;
        for (const qsizetype each : std::as_const(level))
            some << walk.things.at(each).itself;
        const QList<QList<Accessible>> below = walkedChildren(bus, some, true);
        QList<bool> showing = bus.haveState(joined(below), kShowingState);
        QList<qsizetype> next;
        for (qsizetype i = 0; i < level.size(); ++i) {
            bus.noteBelow(some.at(i), below.at(i));
            for (const Accessible &each : below.at(i)) {
                if (!showing.takeFirst())
                    continue;
                next << walk.things.size();
                walk.things[level.at(i)].below << walk.things.size();
                walk.things << Walk::Thing{.itself = each};
            }
        }
        level = next;
    }
    return walk;
}

void addInOrder(const Walk &walk, qsizetype from, QList<Accessible> &to)
{
    for (const qsizetype each : walk.things.at(from).below) {
        to << walk.things.at(each).itself;
        addInOrder(walk, each, to);
    }
}

QList<Accessible> walkedBelow(const AccessibilityBus &bus, const Accessible &top, int most)
{
    QList<Accessible> found;
    addInOrder(walkThrough(bus, top), 0, found);
    return found.mid(0, most);
}

} // namespace

bool isCellName(const QString &name)
{
    static const QRegularExpression place(u"^[A-Z]{1,3}[0-9]{1,7}$"_s);
    return place.match(name).hasMatch();
}

QList<QList<Accessible>> childrenOfEach(const AccessibilityBus &bus, const QList<Accessible> &of)
{
    if (of.isEmpty() || bus.looksItself(of.first().program))
        return bus.children(of);
    return walkedChildren(bus, of, false);
}

QList<Accessible> childrenOfAll(const AccessibilityBus &bus, const QList<Accessible> &of)
{
    return joined(childrenOfEach(bus, of));
}

QList<Accessible> showingBelow(const AccessibilityBus &bus, const Accessible &top, int most)
{
    if (bus.looksItself(top.program))
        return bus.matchesBelow(top, kShowingState, {}, most).value_or(QList<Accessible>());
    return walkedBelow(bus, top, most);
}

QList<Accessible> showingTextBelow(const AccessibilityBus &bus, const Accessible &top, int most)
{
    if (bus.looksItself(top.program))
        return bus.matchesBelow(top, kShowingState, {u"Text"_s}, most)
            .value_or(QList<Accessible>());
    return walkedBelow(bus, top, most);
}

Result<QList<Accessible>> focusedBelow(const AccessibilityBus &bus, const Accessible &top, int most)
{
    if (bus.looksItself(top.program))
        return bus.matchesBelow(top, kFocusedState, {}, most);
    const Walk walk = walkThrough(bus, top);
    if (!walk.isWhole)
        return fail(Errc::Unavailable, u"The window that has the keyboard shows too much."_s);
    QList<Accessible> all;
    addInOrder(walk, 0, all);
    const QList<bool> focused = bus.haveState(all, kFocusedState);
    QList<Accessible> found;
    for (qsizetype i = 0; i < all.size() && found.size() < most; ++i)
        if (focused.at(i))
            found << all.at(i);
    return found;
}

} // namespace pilothouse
