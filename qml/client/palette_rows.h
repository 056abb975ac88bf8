#pragma once

#include <QVariantList>

namespace pilothouse {

/// What is known where somebody looks for something.
struct PaletteFound
{
    QString words;              ///< that were typed
    bool isHere = false;        ///< only in the session that is open
    bool isEverything = false;  ///< also in what was thought and done
    bool isAnswered = false;    ///< the server has said what it finds
    bool hasMore = false;       ///< it would find more
    QString open = {};          ///< the session that is open; empty: none
    QVariantList sessions = {}; ///< records, as listed
    QVariantList deeds = {};    ///< {words, also (other words for it), icon, keys}
    QVariantList hits = {};     ///< as GET /search tells them
};

/// How well `text` has all words of `query`, whatever their case and accents: 2 if it begins with
/// the first, 1 if it has them, 0 if not.
int fit(const QString &text, const QString &query);

/// The rows of the palette, {kind, …}: "heading" (group: sessions, actions, places or here),
/// "session" (id, title, status, at), "deed" (deed: its number, title, icon, keys), "hit" (id, seq,
/// type, title, text, marks, at), "more", and "wider", which looks in everything.
QVariantList paletteRows(const PaletteFound &found);

} // namespace pilothouse
