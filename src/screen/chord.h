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
/// For the joints see chord_words.h, for the names keysymFromName(). Modifiers come first, each
/// once. Beside a modifier a letter names its key: "Ctrl+A" is Control and a, as every menu writes
/// it; with Shift alone it is the capital.
/// InvalidArgument: nothing to press, a key nobody knows (the message names it and similar ones),
/// or a chord that cannot mean what it would do ("1+1", "^+c").
Result<QList<Chord>> parseChords(const QString &keys);

/// The same where only one chord makes sense.
Result<Chord> parseOneChord(const QString &keys);

/// One chord of nothing but modifiers (isModifier()), as held down around a click; empty for an
/// empty text. InvalidArgument: any other key, which would be typed.
Result<Chord> parseModifiers(const QString &modifiers);

} // namespace pilothouse
