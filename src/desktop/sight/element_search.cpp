#include "desktop/sight/element_search.h"

#include "desktop/sight/element_roles.h"
#include "desktop/sight/screen_walk.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <future>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace pilothouse {

namespace {

constexpr int kMostBelow = 3000;                // of one window
constexpr qsizetype kMostElements = 1000;       // of all
constexpr qsizetype kMostWindowsLookedAt = 100; // of one program
constexpr qsizetype kLongestSaid = 120;         // characters
constexpr auto kPerProgram = 2000ms;            // one that hangs must not hide the others
constexpr auto kFirstWord = 1000ms;             // one that says nothing by then will not

constexpr uint kDisabledUnless = 24; // "sensitive"
constexpr uint kGoneState = 6;       // "defunct": the thing it was is gone
constexpr uint kExpandableState = 9;
constexpr uint kExpandedState = 10;
constexpr uint kSelectedState = 23;
constexpr QLatin1StringView kChoice("combo box");
constexpr QLatin1StringView kMenu("menu");
constexpr QLatin1StringView kLabel("label");
constexpr QLatin1StringView kCell("cell");
constexpr qsizetype kMostChoices = 200; // of one
constexpr std::array<std::pair<uint, QLatin1StringView>, 8> kToldStates{{
    {3, "busy"_L1},
    {4, "checked"_L1},
    {10, "expanded"_L1},
    {12, "focused"_L1},
    {20, "pressed"_L1},
    {23, "selected"_L1},
    {36, "invalid"_L1},
    {43, "read-only"_L1},
}};

/// A thing of a role that counts.
struct Element
{
    Accessible itself = {};
    ElementRole role = {{}, RoleUse::Text};
    Appearance looks = {};
    QString value = {};
};

/// Chromium says so; Firefox still tells a role of what is gone, and no state at all.
bool isGone(const Appearance &looks)
{
    return looks.has(kGoneState) ||
           std::ranges::all_of(looks.states, [](uint bits) { return bits == 0; });
}

/// Some tell a place of -2³¹ for what has none.
bool isSane(const QRect &place)
{
    constexpr int kFarthest = 1 << 20;
    return !place.isEmpty() && std::abs(place.x()) < kFarthest && std::abs(place.y()) < kFarthest;
}

QString asSaid(QString text)
{
    text.remove(kEmbedded);
    text = text.simplified();
    return text.size() > kLongestSaid ? text.left(kLongestSaid) + u'…' : text;
}

QList<Element> elementsBelow(const AccessibilityBus &bus, const Accessible &window)
{
    const QList<Accessible> showing = showingBelow(bus, window, kMostBelow);
    const QList<uint> roles = bus.roles(showing);
    QList<Accessible> wanted;
    QList<ElementRole> theirRoles;
    for (qsizetype i = 0; i < showing.size(); ++i) {
        if (const auto role = elementRole(roles.at(i))) {
            wanted << showing.at(i);
            theirRoles << *role;
        }
    }
    QList<Appearance> looks = bus.appearances(wanted);
    QList<Element> elements;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        looks[i].name = asSaid(looks.at(i).name);
        if (isSane(looks.at(i).place))
            elements << Element{wanted.at(i), theirRoles.at(i), looks.at(i)};
    }
    return elements;
}

/// Named by its place in the sheet, "B12": what it says is its value.
bool isOfSheet(const Element &element)
{
    return element.role.name == kCell && isCellName(element.looks.name);
}

/// What fields and cells hold, and what texts without a name say.
void readValues(const AccessibilityBus &bus, QList<Element> &elements)
{
    QList<Accessible> readable;
    QList<Element *> theirs;
    for (Element &each : elements) {
        const bool speechless = each.role.use == RoleUse::Text && each.looks.name.isEmpty();
        if (each.role.use != RoleUse::Field && !speechless && !isOfSheet(each))
            continue;
        readable << each.itself;
        theirs << &each;
    }
    const QStringList texts = bus.texts(readable);
    const QList<std::optional<double>> numbers = bus.values(readable);
    for (qsizetype i = 0; i < theirs.size(); ++i) {
        const QString text = asSaid(texts.at(i));
        if (isOfSheet(*theirs.at(i)))
            theirs.at(i)->value = text;
        else if (theirs.at(i)->role.use == RoleUse::Text)
            theirs.at(i)->looks.name = text;
        else
            theirs.at(i)->value =
                text.isEmpty() && numbers.at(i) ? QString::number(*numbers.at(i)) : text;
    }
}

/// Of those that have no text of their own: the entry that is chosen, which is below them in a
/// list.
void readChoices(const AccessibilityBus &bus, QList<Element> &elements)
{
    for (Element &each : elements) {
        if (each.role.name != kChoice || !each.value.isEmpty())
            continue;
        QList<Accessible> entries = childrenOfAll(bus, {each.itself});
        entries << childrenOfAll(bus, entries.mid(0, kMostChoices));
        for (const Appearance &entry : bus.appearances(entries.mid(0, kMostChoices)))
            if (entry.has(kSelectedState) && each.value.isEmpty())
                each.value = asSaid(entry.name);
    }
}

QJsonArray statesOf(const Element &element)
{
    QJsonArray states;
    for (const auto &[bit, word] : kToldStates)
        if (element.looks.has(bit))
            states.append(word);
    if (element.looks.has(kExpandableState) && !element.looks.has(kExpandedState))
        states.append(u"collapsed"_s);
    if (element.role.use != RoleUse::Text && !element.looks.has(kDisabledUnless))
        states.append(u"disabled"_s);
    return states;
}

QJsonObject toJson(const Element &element, const QString &window)
{
    const QRect place = element.looks.place;
    QJsonObject json{{u"key"_s, QString(element.itself.program + element.itself.path)},
                     {u"role"_s, QString(element.role.name)},
                     {u"place"_s, QJsonArray{place.x(), place.y(), place.width(), place.height()}}};
    const auto add = [&json](const QString &name, const QJsonValue &value, bool isEmpty) {
        if (!isEmpty)
            json.insert(name, value);
    };
    const QString name = element.looks.name;
    const QJsonArray states = statesOf(element);
    add(u"name"_s, name, name.isEmpty());
    add(u"value"_s, element.value, element.value.isEmpty());
    add(u"states"_s, states, states.isEmpty());
    add(u"window"_s, window, window.isEmpty());
    return json;
}

/// What comes after the texts that say what the one at `place` says.
Element following(const QList<Element> &elements, qsizetype place)
{
    const QString said = elements.at(place).looks.name;
    qsizetype next = place + 1;
    while (next < elements.size() && elements.at(next).role.use == RoleUse::Text &&
           said.contains(elements.at(next).looks.name))
        ++next;
    return elements.value(next);
}

/// A link, button or paragraph is named by the texts in it, a field by the label before it, and a
/// closed choice has the entry that it says: those need no rows of their own.
bool saysNothing(const Element &element, const Element &last, const Element &next)
{
    const QString name = element.looks.name;
    const bool isClosedChoice = last.role.name == kChoice && !last.looks.has(kExpandedState);
    if (isClosedChoice && element.looks.has(kSelectedState) && name == last.value)
        return true;
    if (isOfSheet(element))
        return element.value.isEmpty() && !element.looks.has(kFocusedState);
    if (element.role.use != RoleUse::Text)
        return name.isEmpty() && element.role.name == kMenu;
    const bool labels = element.role.name == kLabel && next.role.use != RoleUse::Text &&
                        !next.looks.name.isEmpty() && name.startsWith(next.looks.name);
    return name.isEmpty() || last.looks.name.contains(name) || labels;
}

void addWindow(const AccessibilityBus &bus, const Accessible &window, const QString &title,
               QJsonArray &rows)
{
    QList<Element> elements = elementsBelow(bus, window);
    readValues(bus, elements);
    readChoices(bus, elements);
    Element last;
    for (qsizetype i = 0; i < elements.size() && rows.size() < kMostElements; ++i) {
        const Element &each = elements.at(i);
        if (saysNothing(each, last, following(elements, i)))
            continue;
        rows.append(toJson(each, title));
        last = each;
    }
}

/// What one program says that it shows.
struct Told
{
    QJsonArray rows = {};
    bool isSilent = true; ///< it did not say all, or nothing
};

Told ask(const AccessibilityBus &bus, const Accessible &program, const Clock &clock)
{
    const auto windows = bus.within(Deadline(clock, kFirstWord)).children(program);
    if (!windows)
        return {};
    const QList<Accessible> some = windows->mid(0, kMostWindowsLookedAt);
    const QList<Appearance> looks = bus.appearances(some);
    Told told;
    for (qsizetype i = 0; i < some.size(); ++i)
        if (looks.at(i).has(kShowingState))
            addWindow(bus, some.at(i), asSaid(looks.at(i).name), told.rows);
    told.isSilent = bus.isLate();
    return told;
}

} // namespace

QList<QJsonObject> describeElements(const AccessibilityBus &bus, const QList<Accessible> &which)
{
    const QList<uint> roles = bus.roles(which);
    const QList<Appearance> looks = bus.appearances(which);
    QList<Element> all;
    for (qsizetype i = 0; i < which.size(); ++i) {
        all << Element{which.at(i), elementRole(roles.at(i)).value_or(Element().role), looks.at(i)};
        all[i].looks.name = asSaid(looks.at(i).name);
    }
    readValues(bus, all);
    readChoices(bus, all);
    QList<QJsonObject> told;
    for (const Element &each : std::as_const(all)) {
        QJsonObject json = toJson(each, {});
        json.insert(u"showing"_s, each.looks.has(kShowingState));
        told << (each.role.name.isEmpty() || isGone(each.looks) ? QJsonObject() : json);
    }
    return told;
}

std::optional<QJsonObject> describeElement(const AccessibilityBus &bus, const Accessible &which)
{
    const QJsonObject told = describeElements(bus, {which}).first();
    return told.isEmpty() ? std::nullopt : std::optional(told);
}

Result<QJsonObject> searchElements(const AccessibilityBus &bus, const Clock &clock)
{
    const auto programs = bus.programs();
    if (!programs)
        return fail(programs.error());
    QJsonArray rows;
    int silent = 0;
    std::vector<std::future<Told>> asked; // side by side: one that hangs does not delay the others
    for (const Accessible &program : *programs)
        asked.push_back(std::async(std::launch::async, ask, bus.apart(Deadline(clock, kPerProgram)),
                                   program, std::cref(clock)));
    for (std::future<Told> &each : asked) {
        const Told told = each.get();
        silent += told.isSilent ? 1 : 0;
        for (qsizetype i = 0; i < told.rows.size() && rows.size() < kMostElements; ++i)
            rows.append(told.rows.at(i));
    }
    return QJsonObject{{u"elements"_s, rows}, {u"silent"_s, silent}};
}

} // namespace pilothouse
