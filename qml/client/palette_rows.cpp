#include "qml/client/palette_rows.h"

#include "qml/client/item_fields.h"
#include "qml/client/session_list.h"

#include <QSet>
#include <QStringList>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostSessions = 6;
constexpr qsizetype kMostActions = 8;
const auto kRowId = u"id"_s;
const auto kRowTitle = u"title"_s;
const auto kRowAt = u"at"_s;

QString withoutMarks(const QString &text)
{
    QString letters;
    for (const QChar letter : text.normalized(QString::NormalizationForm_D))
        if (!letter.isMark())
            letters += letter;
    return letters.toLower();
}

struct Ranked
{
    QVariantMap row;
    QString text;
};

/// Those that fit, the best first and else in their order.
QVariantList fitting(const QList<Ranked> &all, const QString &query, qsizetype most)
{
    QVariantList rows;
    for (const int rank : {2, 1})
        for (const Ranked &each : all)
            if (rows.size() < most && fit(each.text, query) == rank)
                rows.append(each.row);
    return rows;
}

QVariantList sessionRows(const PaletteFound &found)
{
    QList<Ranked> all;
    for (const QVariant &session : found.sessions) {
        const QVariantMap record = session.toMap();
        const QString title = SessionList::titleOf(record);
        if (record.value(kRowId) != found.open)
            all.append({.row = {{kKind, u"session"_s},
                                {kRowId, record.value(kRowId)},
                                {kRowTitle, title},
                                {u"status"_s, record.value(u"status"_s)},
                                {kRowAt, record.value(u"updated_at"_s)}},
                        .text = title});
    }
    return fitting(all, found.words, kMostSessions);
}

QVariantList deedRows(const PaletteFound &found)
{
    QList<Ranked> all;
    for (qsizetype at = 0; at < found.deeds.size(); ++at) {
        const QVariantMap deed = found.deeds.at(at).toMap();
        const QString words = deed.value(u"words"_s).toString();
        all.append({.row = {{kKind, u"deed"_s},
                            {u"deed"_s, at},
                            {kRowTitle, words},
                            {u"icon"_s, deed.value(u"icon"_s)},
                            {u"keys"_s, deed.value(u"keys"_s)}},
                    .text = words + u' ' + deed.value(u"also"_s).toString()});
    }
    return fitting(all, found.words, kMostActions);
}

QVariantList placeRows(const PaletteFound &found, const QVariantList &listed)
{
    QSet<QString> known;
    for (const QVariant &session : listed)
        known.insert(session.toMap().value(kRowId).toString());
    QVariantList rows;
    for (const QVariant &each : found.hits) {
        const QVariantMap hit = each.toMap();
        const QString id = hit.value(u"session_id"_s).toString();
        const QString type = hit.value(u"type"_s).toString();
        if (type == kRowTitle && known.contains(id))
            continue;
        const QVariantMap snippet = hit.value(u"snippet"_s).toMap();
        rows.append(
            QVariantMap{{kKind, u"hit"_s},
                        {kRowId, id},
                        {u"seq"_s, hit.value(u"seq"_s)},
                        {u"type"_s, type},
                        {kRowTitle, found.isHere ? QVariant(QString()) : hit.value(kRowTitle)},
                        {u"text"_s, snippet.value(u"text"_s)},
                        {u"marks"_s, snippet.value(u"marks"_s)},
                        {kRowAt, hit.value(u"timestamp"_s)}});
    }
    if (found.hasMore)
        rows.append(QVariantMap{{kKind, u"more"_s}});
    if (found.isAnswered && !found.isEverything && !found.words.trimmed().isEmpty())
        rows.append(QVariantMap{{kKind, u"wider"_s}});
    return rows;
}

void addGroup(QVariantList &rows, const QString &group, const QVariantList &its)
{
    if (its.isEmpty())
        return;
    rows.append(QVariantMap{{kKind, u"heading"_s}, {u"group"_s, group}});
    rows += its;
}

} // namespace

int fit(const QString &text, const QString &query)
{
    const QStringList words = withoutMarks(query).simplified().split(u' ', Qt::SkipEmptyParts);
    const QString own = withoutMarks(text);
    const bool hasAll = std::all_of(words.begin(), words.end(),
                                    [&own](const QString &word) { return own.contains(word); });
    if (!hasAll)
        return 0;
    return !words.isEmpty() && own.startsWith(words.first()) ? 2 : 1;
}

QVariantList paletteRows(const PaletteFound &found)
{
    QVariantList rows;
    const QVariantList listed = found.isHere ? QVariantList() : sessionRows(found);
    addGroup(rows, u"sessions"_s, listed);
    if (!found.isHere)
        addGroup(rows, u"actions"_s, deedRows(found));
    addGroup(rows, found.isHere ? u"here"_s : u"places"_s, placeRows(found, listed));
    return rows;
}

} // namespace pilothouse
