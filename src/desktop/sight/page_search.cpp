#include "desktop/sight/page_search.h"

#include "desktop/sight/element_roles.h"
#include "desktop/sight/element_search.h"
#include "desktop/sight/focus_search.h"
#include "desktop/sight/screen_walk.h"
#include "desktop/sight/sheet_cells.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace pilothouse {

namespace {

constexpr qsizetype kMostThings = 6000;
constexpr int kMostShowing = 3000;

// AT-SPI's atspi-constants.h.
constexpr uint kListItem = 32;
constexpr uint kTextRole = 61;
constexpr uint kHeading = 83;
constexpr uint kStatic = 116;
constexpr uint kTableRole = 55;
constexpr uint kSpreadsheet = 92;
constexpr std::array kPages{82u, 95u, 94u, kSpreadsheet}; // document frame, web, text
/// List, list item, table, paragraph, heading, section, table row, block quote, description term
/// and value.
constexpr std::array kBlocks{31u, kListItem, 55u, 73u, kHeading, 85u, 90u, 105u, 122u, 123u};

/// One thing of the document, with those below it.
struct Thing
{
    Accessible itself;
    uint role = 0;
    QString text = {};
    int level = 1;         ///< of a heading
    QJsonObject used = {}; ///< describeElement(), of what is to use
    QList<qsizetype> below = {};
};

template <typename Numbers> bool isIn(const Numbers &numbers, uint number)
{
    return std::ranges::find(numbers, number) != numbers.end();
}

bool isUsed(uint role)
{
    const auto known = elementRole(role);
    return known && known->use != RoleUse::Text && role != kTextRole;
}

/// All of it, a level at a time: what is above comes first.
QList<Thing> thingsOf(const AccessibilityBus &bus, const Accessible &document)
{
    QList<Thing> all{{.itself = document}};
    qsizetype done = 0;
    while (done < all.size() && all.size() < kMostThings) {
        QList<Accessible> level;
        for (qsizetype i = done; i < all.size(); ++i)
            level << all.at(i).itself;
        const QList<uint> roles = bus.roles(level);
        const QList<QList<Accessible>> below = childrenOfEach(bus, level);
        for (qsizetype i = 0; i < level.size(); ++i, ++done) {
            all[done].role = roles.at(i);
            if (isUsed(roles.at(i)))
                continue; // what is in it is its name
            for (const Accessible &each : below.at(i)) {
                all[done].below << all.size();
                all << Thing{.itself = each};
            }
        }
    }
    return all;
}

/// What they say, and what else is to be known of them.
void describeThings(const AccessibilityBus &bus, QList<Thing> &things)
{
    QList<Accessible> all, headings, used;
    for (const Thing &thing : std::as_const(things)) {
        all << thing.itself;
        if (thing.role == kHeading)
            headings << thing.itself;
        else if (isUsed(thing.role))
            used << thing.itself;
    }
    const QStringList texts = bus.texts(all);
    auto attributes = bus.attributes(headings);
    QList<QJsonObject> described = describeElements(bus, used);
    for (qsizetype i = 0; i < things.size(); ++i) {
        Thing &thing = things[i];
        thing.text = texts.at(i);
        if (thing.role == kHeading)
            thing.level = std::clamp(attributes.takeFirst().value(u"level"_s).toInt(), 1, 6);
        else if (isUsed(thing.role))
            thing.used = described.takeFirst();
    }
}

/// Puts the pieces in the order of reading.
class Reader
{
public:
    explicit Reader(QList<Thing> things) : m_things(std::move(things)) {}

    QJsonArray read()
    {
        read(0);
        return m_pieces;
    }

private:
    void read(qsizetype index)
    {
        const Thing &thing = m_things.at(index);
        if (isUsed(thing.role)) {
            m_pieces.append(QJsonObject{{u"use"_s, thing.used}});
            return;
        }
        const bool isBlock = isIn(kBlocks, thing.role);
        if (isBlock)
            begin(thing.role == kHeading    ? QString(thing.level, u'#') + u' '
                  : thing.role == kListItem ? u"- "_s
                                            : QString());
        readInside(thing);
        if (isBlock)
            begin({});
    }

    void readInside(const Thing &thing)
    {
        QList<qsizetype> below = thing.below;
        if (thing.text.isEmpty()) {
            for (const qsizetype each : std::as_const(below))
                read(each);
            return;
        }
        // Chromium has parts of the text as things of their own, too.
        below.removeIf([this](qsizetype each) { return m_things.at(each).role == kStatic; });
        const QStringList parts = thing.text.split(kEmbedded);
        for (qsizetype i = 0; i < parts.size(); ++i) {
            if (!parts.at(i).isEmpty())
                m_pieces.append(QJsonObject{{u"text"_s, parts.at(i)}});
            if (i + 1 < parts.size() && i < below.size())
                read(below.at(i));
        }
    }

    void begin(const QString &mark) { m_pieces.append(QJsonObject{{u"block"_s, mark}}); }

    QList<Thing> m_things;
    QJsonArray m_pieces;
};

/// The table of a sheet, if it is one: the document itself or what is in it.
std::optional<Accessible> sheetIn(const AccessibilityBus &bus, const Accessible &document)
{
    QList<Accessible> tables{document};
    tables << bus.children(document).value_or(QList<Accessible>());
    const QList<uint> roles = bus.roles(tables);
    for (qsizetype i = 0; i < tables.size(); ++i)
        if (roles.at(i) == kTableRole && isSheet(bus, tables.at(i)))
            return tables.at(i);
    return std::nullopt;
}

/// What is used of a sheet, as a table.
QJsonArray piecesOf(const QList<QStringList> &rows)
{
    QJsonArray pieces;
    for (const QString &line : asTable(rows)) {
        pieces.append(QJsonObject{{u"block"_s, QString()}});
        pieces.append(QJsonObject{{u"text"_s, line}});
    }
    return pieces;
}

/// The outermost page in the window, or the text of an editor.
std::optional<Accessible> documentIn(const AccessibilityBus &bus, const Accessible &window)
{
    const QList<Accessible> showing = showingBelow(bus, window, kMostShowing);
    const QList<uint> roles = bus.roles(showing);
    const auto first = [&](auto isWanted) -> std::optional<Accessible> {
        const auto found = std::ranges::find_if(roles, isWanted);
        if (found == roles.end())
            return std::nullopt;
        return showing.at(found - roles.begin());
    };
    const auto page = first([](uint role) { return isIn(kPages, role); });
    return page ? page : first([](uint role) { return role == kTextRole; });
}

} // namespace

Result<QJsonObject> searchPage(const AccessibilityBus &bus)
{
    const Result<Accessible> window = frontWindow(bus);
    if (!window)
        return fail(window.error());
    const auto document = documentIn(bus, *window);
    if (!document)
        return fail(Errc::Unavailable,
                    u"The window in front has no page or document that its program tells of."_s);
    const QString title = bus.name(*document).value_or(QString());
    if (const auto sheet = sheetIn(bus, *document)) {
        const SheetCells cells = cellsOf(bus, *sheet);
        return QJsonObject{{u"title"_s, title},
                           {u"address"_s, QString()},
                           {u"pieces"_s, piecesOf(cells.rows)},
                           {u"more"_s, cells.isCut}};
    }
    QList<Thing> things = thingsOf(bus, *document);
    describeThings(bus, things);
    const bool more = bus.isLate() || things.size() >= kMostThings;
    const Result<Surroundings> around = bus.surroundings(*document);
    const QString address = around ? around->address.value_or(QString()) : QString();
    return QJsonObject{{u"title"_s, title},
                       {u"address"_s, address},
                       {u"pieces"_s, Reader(std::move(things)).read()},
                       {u"more"_s, more}};
}

} // namespace pilothouse
