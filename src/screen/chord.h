#pragma once

#include "core/result.h"

#include <QList>
#include <QString>

#include <xkbcommon/xkbcommon.h>

namespace pilothouse {

/// Keys pressed in this order and released in the reverse.
using Chord = QList<xkb_keysym_t>;

/// Reads what models write into a key field; pure, any thread.
///
/// Keys of a chord are joined by '+' (or by '-' after modifiers: "ctrl-s"); a lone or trailing '+'
/// is the key plus: "ctrl++", "ctrl+plus". Chords are separated by blanks; blanks around '+' after
/// a modifier join ("ctrl + s"). For the names see keysymFromName(). InvalidArgument: nothing to
/// press, or a key nobody knows; the message names it and similar ones.
Result<QList<Chord>> parseChords(const QString &keys);

/// The same where only one chord makes sense.
Result<Chord> parseOneChord(const QString &keys);

/// One chord of nothing but modifiers (isModifier()), as held down around a click; empty for an
/// empty text. InvalidArgument: any other key, which would be typed.
Result<Chord> parseModifiers(const QString &modifiers);

} // namespace pilothouse
